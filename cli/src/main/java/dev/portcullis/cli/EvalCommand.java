package dev.portcullis.cli;

import dev.portcullis.cli.eval.EvalException;
import dev.portcullis.cli.eval.Evaluation;
import dev.portcullis.cli.eval.PolicyFiles;
import dev.portcullis.cli.eval.ResultFormat;
import dev.portcullis.rego.Query;
import dev.portcullis.rego.source.RegoVersion;
import dev.portcullis.rego.value.RegoValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `portcullis eval`: evaluates a Rego query over files, as `opa eval` does.
@Command(
        name = "eval",
        description = "Evaluate a Rego query over policies, data and an input, as `opa eval` does.",
        footer = {
            "",
            "Exit status: 0 there is a result or none, 2 there is an error, 1 the arguments are wrong.",
            "",
            "  portcullis eval -b policy-bundles/credential-governance -i input.json data.portcullis.decision"
        })
final class EvalCommand implements Callable<Integer> {
    @Parameters(paramLabel = "QUERY", arity = "0..1", description = "The query, such as data.portcullis.decision.")
    private @Nullable String query;

    @Option(names = "--stdin", description = "Read the query from standard input.")
    private boolean queryFromInput;

    @Option(
            names = {"-d", "--data"},
            paramLabel = "PATH",
            description = "Policy or data file, or a directory of them; may be repeated.")
    private List<Path> data = new ArrayList<>();

    @Option(
            names = {"-b", "--bundle"},
            paramLabel = "DIR",
            description = "Bundle directory; may be repeated.")
    private List<Path> bundles = new ArrayList<>();

    @Option(
            names = {"-i", "--input"},
            paramLabel = "FILE",
            description = "Input document, JSON or YAML.")
    private @Nullable Path input;

    @Option(
            names = {"-I", "--stdin-input"},
            description = "Read the input document from standard input.")
    private boolean inputFromInput;

    @Option(names = "--strict-builtin-errors", description = "A failing builtin is an error instead of undefined.")
    private boolean strictBuiltinErrors;

    @Option(names = "--v0-compatible", description = "Read policies outside of bundles as before OPA 1.0.")
    private boolean v0;

    @Option(names = "--fail", description = "End with status 1 when the result is undefined or empty.")
    private boolean fail;

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            defaultValue = "json",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private ResultFormat format = ResultFormat.JSON;

    private final Console console;

    EvalCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, CommandException {
        String text = queryText();
        try {
            List<Query.Row> rows = evaluate(text);
            console.out().print(format.print(text, rows));
            return fail && rows.isEmpty() ? ExitCode.FAILED : ExitCode.OK;
        } catch (EvalException failure) {
            if (format.printsErrors()) {
                console.out().print(ResultFormat.errorDocument(failure.problems()));
            } else {
                console.err().print(ResultFormat.errorText(failure.problems()));
            }
            return ExitCode.EVAL_ERROR;
        }
    }

    private String queryText() throws IOException, CommandException {
        if (queryFromInput && inputFromInput) {
            throw new CommandException("standard input is either the query or the input document, not both");
        }
        if ((query == null) != queryFromInput) {
            throw new CommandException("name one query, or read it from standard input with `--stdin`");
        }
        return query == null ? new String(console.in().readAllBytes(), StandardCharsets.UTF_8) : query;
    }

    private List<Query.Row> evaluate(String text) throws IOException, CommandException, EvalException {
        PolicyFiles files = new PolicyFiles(v0 ? RegoVersion.V0 : RegoVersion.V1);
        for (Path path : data) {
            files.addData(path);
        }
        for (Path path : bundles) {
            files.addBundle(path);
        }
        return new Evaluation(inputDocument(), strictBuiltinErrors, console.err()).run(files.compile(), text);
    }

    private @Nullable RegoValue inputDocument() throws IOException, CommandException, EvalException {
        if (input != null && inputFromInput) {
            throw new CommandException("`--input` and `--stdin-input` exclude each other");
        }
        if (inputFromInput) {
            return Evaluation.input(console.in().readAllBytes());
        }
        return input == null ? null : Evaluation.input(input);
    }
}
