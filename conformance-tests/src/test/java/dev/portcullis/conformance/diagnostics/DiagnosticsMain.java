package dev.portcullis.conformance.diagnostics;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.portcullis.rego.Compilation;
import dev.portcullis.rego.CompileOptions;
import dev.portcullis.rego.PolicySource;
import dev.portcullis.rego.RegoCompiler;
import dev.portcullis.rego.builtin.Builtins;
import dev.portcullis.rego.source.Diagnostic;
import dev.portcullis.rego.source.RegoVersion;
import dev.portcullis.rego.source.Source;
import dev.portcullis.rego.value.JsonLimits;
import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoBoolean;
import dev.portcullis.rego.value.RegoJson;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import dev.portcullis.rego.value.RegoYaml;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/// Answers one request a line, in the words of the oracle's `diagnostics`: `{"modules": {name: text}, "rego_version",
/// "strict"}` gives `{"errors": [{"code", "message", "file", "row", "col"}]}`. `{"yaml": text}` gives `{"value": …}`.
final class DiagnosticsMain {
    private static final RegoString MODULES = RegoString.of("modules");
    private static final RegoString YAML = RegoString.of("yaml");

    /// Builtins that other modules bring are called by the suites' policies: here they only have to compile.
    private final RegoCompiler compiler = new RegoCompiler(Builtins.core().with(DiagnosticsMain::defineMissing));

    private DiagnosticsMain() {}

    public static void main(String[] arguments) throws Exception {
        DiagnosticsMain main = new DiagnosticsMain();
        PrintStream out = new PrintStream(System.out, false, UTF_8);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            out.println(RegoJson.write(main.answer((RegoObject) RegoJson.read(line))));
            out.flush();
        }
    }

    private static void defineMissing(Builtins.Builder to) {
        for (Builtins.Entry entry : Builtins.core().all()) {
            if (entry.function() == null) {
                to.defineUnchecked(entry.declaration().name(), (_, _) -> RegoBoolean.FALSE);
            }
        }
    }

    private RegoObject answer(RegoObject request) throws Exception {
        RegoValue yaml = request.get(YAML);
        if (yaml instanceof RegoString text) {
            return RegoObject.builder()
                    .put(RegoString.of("value"), RegoYaml.read(text.value(), JsonLimits.DOCUMENT))
                    .build();
        }
        List<RegoValue> errors = new ArrayList<>();
        for (Diagnostic diagnostic : diagnostics(request)) {
            errors.add(error(diagnostic));
        }
        return RegoObject.builder()
                .put(RegoString.of("errors"), RegoArray.copyOf(errors))
                .build();
    }

    private List<Diagnostic> diagnostics(RegoObject request) {
        RegoVersion version = RegoVersion.valueOf("V" + request.get(RegoString.of("rego_version")));
        boolean strict = request.get(RegoString.of("strict")) == RegoBoolean.TRUE;
        List<PolicySource> sources = new ArrayList<>();
        if (request.get(MODULES) instanceof RegoObject modules) {
            for (int i = 0; i < modules.size(); i++) {
                String name = ((RegoString) modules.key(i)).value();
                String text = ((RegoString) modules.value(i)).value();
                sources.add(new PolicySource(new Source(name, text), version));
            }
        }
        return switch (compiler.compile(sources, strict ? CompileOptions.STRICT : CompileOptions.DEFAULT)) {
            case Compilation.Compiled _ -> List.of();
            case Compilation.Rejected(List<Diagnostic> diagnostics) -> diagnostics;
        };
    }

    private static RegoValue error(Diagnostic diagnostic) {
        return RegoObject.builder()
                .put(RegoString.of("code"), RegoString.of(diagnostic.code().text()))
                .put(RegoString.of("message"), RegoString.of(diagnostic.message()))
                .put(RegoString.of("file"), RegoString.of(diagnostic.span().file()))
                .put(RegoString.of("row"), RegoNumber.of(diagnostic.span().row()))
                .put(RegoString.of("col"), RegoNumber.of(diagnostic.span().column()))
                .build();
    }
}
