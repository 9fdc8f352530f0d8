package dev.portcullis.benchmarks;

import dev.portcullis.rego.Compilation;
import dev.portcullis.rego.Entrypoint;
import dev.portcullis.rego.PolicySource;
import dev.portcullis.rego.RegoCompiler;
import dev.portcullis.rego.source.RegoVersion;
import dev.portcullis.rego.source.Source;
import dev.portcullis.rego.value.JsonException;
import dev.portcullis.rego.value.RegoJson;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// One canonical policy, compiled and bound, with its input. The folder of all of them is in the environment variable
/// `PORTCULLIS_CANON`, which `benchmarks/run` sets.
///
/// @param input parsed once: figures are those of the engine alone
public record Canon(Entrypoint entrypoint, RegoValue input) {
    private static final String MISS = "-miss";
    private static final Map<String, String> QUERIES = Map.of(
            "decision", "data.portcullis.decision",
            "generic", "data.portcullis.decision",
            "p1000", "data.idx.allow",
            "p200", "data.pfx.allow",
            "p200c", "data.ctn.allow",
            "acl100", "data.acl.allow",
            "acl10k", "data.acl.allow",
            "join", "data.join.report",
            "admission", "data.admission.deny");

    /// Reads a policy by its name in the canon's README; `-miss` behind the name takes the input that nothing matches.
    public static Canon read(String name) throws IOException, JsonException {
        boolean miss = name.endsWith(MISS);
        String folder = miss ? name.substring(0, name.length() - MISS.length()) : name;
        Path path = Path.of(System.getenv().getOrDefault("PORTCULLIS_CANON", "../shared/canon"), folder);
        String policy = Files.readString(path.resolve("policy.rego"));
        RegoValue input = RegoJson.read(Files.readAllBytes(path.resolve(miss ? "input_miss.json" : "input.json")));
        Path dataFile = path.resolve("data.json");
        RegoObject data =
                Files.exists(dataFile) ? (RegoObject) RegoJson.read(Files.readAllBytes(dataFile)) : RegoObject.empty();
        PolicySource source = new PolicySource(new Source(folder + "/policy.rego", policy), RegoVersion.V1);
        return switch (RegoCompiler.standard().compile(List.of(source))) {
            case Compilation.Compiled compiled ->
                new Canon(compiled.policies().bind(data).entrypoint(QUERIES.getOrDefault(folder, "data")), input);
            case Compilation.Rejected rejected ->
                throw new IllegalStateException(
                        rejected.diagnostics().getFirst().text());
        };
    }
}
