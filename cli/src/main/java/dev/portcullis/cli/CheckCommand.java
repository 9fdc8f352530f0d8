package dev.portcullis.cli;

import dev.portcullis.cli.eval.EvalException;
import dev.portcullis.cli.eval.ResultFormat;
import dev.portcullis.rego.CompileOptions;
import dev.portcullis.rego.value.RegoObject;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `portcullis check`: says what is wrong with policies, as `opa check` does.
@Command(
        name = "check",
        description = "Say what is wrong with policies, as `opa check` does.",
        footer = {
            "",
            "Nothing is printed for policies that compile. Exit status: 0 they do, 1 they do not.",
            "",
            "  portcullis check -b policy-bundles/credential-governance"
        })
final class CheckCommand implements Callable<Integer> {
    @Mixin
    private PolicyPaths policies = new PolicyPaths();

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            defaultValue = "pretty",
            description = "pretty or json. Default: ${DEFAULT-VALUE}.")
    private ResultFormat format = ResultFormat.PRETTY;

    @Option(
            names = {"-S", "--strict"},
            description = "Also refuse unused locals, arguments and imports.")
    private boolean strict;

    @Option(
            names = {"-s", "--schema"},
            paramLabel = "FILE",
            description = "A JSON schema of the input.")
    private @Nullable String schema;

    private final Console console;

    CheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, CommandException {
        try {
            policies.read().compile(options());
            return ExitCode.OK;
        } catch (EvalException refused) {
            console.err()
                    .print(
                            format.printsErrors()
                                    ? ResultFormat.errorDocument(refused.problems())
                                    : ResultFormat.errorText(refused.problems()));
            return ExitCode.FAILED;
        }
    }

    private CompileOptions options() throws IOException, CommandException {
        CompileOptions plain = strict ? CompileOptions.STRICT : CompileOptions.DEFAULT;
        if (schema == null) {
            return plain;
        }
        RegoObject input = JsonFile.read(schema, console).getFirst().object();
        return new CompileOptions(plain.strict(), plain.maxErrors(), Map.of("schema", input));
    }
}
