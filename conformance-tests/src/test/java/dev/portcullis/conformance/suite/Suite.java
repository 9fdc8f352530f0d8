package dev.portcullis.conformance.suite;

import dev.portcullis.rego.value.JsonException;
import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoJson;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// Reads the cases of OPA's suite through the oracle, whose loader is OPA's own.
final class Suite {
    private Suite() {}

    /// All cases below a folder, in OPA's order.
    ///
    /// @param oracle the program `.peers/bin/oracle`
    /// @throws IOException when the oracle cannot be asked or has no answer
    static List<SuiteCase> read(Path oracle, Path folder) throws IOException {
        RegoObject request = RegoObject.builder()
                .put("id", RegoString.of("cases"))
                .put("op", RegoString.of("cases"))
                .put("dir", RegoString.of(folder.toString()))
                .build();
        Process process = new ProcessBuilder(oracle.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var in = process.getOutputStream()) {
            in.write((RegoJson.write(request) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        RegoObject answer = document(process.getInputStream().readAllBytes());
        if (!(answer.get("cases") instanceof RegoArray cases)) {
            throw new IOException("the oracle has no cases in `" + folder + "`: " + answer.get("error"));
        }
        return cases.toList().stream()
                .map(each -> SuiteCase.of((RegoObject) each))
                .toList();
    }

    private static RegoObject document(byte[] answer) throws IOException {
        try {
            return (RegoObject) RegoJson.read(answer);
        } catch (JsonException broken) {
            throw new IOException("the oracle's answer is no JSON: " + broken.located(), broken);
        }
    }
}
