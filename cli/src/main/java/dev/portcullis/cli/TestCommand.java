package dev.portcullis.cli;

import dev.portcullis.cli.eval.EvalException;
import dev.portcullis.cli.eval.ResultFormat;
import dev.portcullis.cli.testing.TestReport;
import dev.portcullis.cli.testing.TestResult;
import dev.portcullis.cli.testing.TestResult.Outcome;
import dev.portcullis.cli.testing.TestRun;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `portcullis test`: runs the tests among policies, as `opa test` does.
@Command(
        name = "test",
        description = "Run the tests among policies, as `opa test` does: rules whose names start with `test_`.",
        footer = {
            "",
            "A test holds when its value is true; one whose name starts with todo_test_ is skipped. A test such as",
            "test_x[name] has a case for each name. Exit status: 0 all passed, 2 some did not, 1 policies do not compile.",
            "",
            "  portcullis test -b policy-bundles/credential-governance -v --run owner"
        })
final class TestCommand implements Callable<Integer> {
    @Mixin
    private PolicyPaths policies = new PolicyPaths();

    @Option(
            names = {"-v", "--verbose"},
            description = "Show tests that passed as well.")
    private boolean verbose;

    @Option(
            names = {"-r", "--run"},
            paramLabel = "REGEX",
            defaultValue = "",
            description = "Only tests whose full name, such as data.p.test_x, matches somewhere.")
    private String chosen = "";

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            defaultValue = "pretty",
            description = "pretty or json. Default: ${DEFAULT-VALUE}.")
    private TestReport format = TestReport.PRETTY;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "5s",
            description = "Of one test. Default: ${DEFAULT-VALUE}.")
    private Duration timeout = Duration.ofSeconds(5);

    private final Console console;

    TestCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException {
        Pattern pattern = pattern();
        try {
            List<TestResult> results =
                    new TestRun(pattern, timeout).of(policies.read().compileTests());
            console.out().print(format.print(results, verbose));
            boolean passed = results.stream().allMatch(each -> each.outcome() == Outcome.PASS);
            return passed ? ExitCode.OK : ExitCode.EVAL_ERROR;
        } catch (EvalException refused) {
            console.err().print(ResultFormat.errorText(refused.problems()));
            return ExitCode.FAILED;
        }
    }

    private Pattern pattern() throws CommandException {
        try {
            return Pattern.compile(chosen);
        } catch (PatternSyntaxException wrong) {
            throw new CommandException("`" + chosen + "` is not a regular expression: " + wrong.getDescription());
        }
    }
}
