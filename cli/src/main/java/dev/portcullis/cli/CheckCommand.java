package dev.portcullis.cli;

import dev.portcullis.cli.eval.EvalException;
import dev.portcullis.cli.eval.ResultFormat;
import java.util.concurrent.Callable;
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

    private final Console console;

    CheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try {
            policies.read().compile();
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
}
