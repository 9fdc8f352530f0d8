package dev.portcullis.cli;

import dev.portcullis.cli.grpc.Answer;
import dev.portcullis.cli.grpc.BatchSemantic;
import dev.portcullis.cli.grpc.DecisionClient;
import dev.portcullis.cli.grpc.DecisionClient.Question;
import dev.portcullis.cli.grpc.NoDecisionException;
import dev.portcullis.cli.grpc.RequestException;
import dev.portcullis.rego.value.RegoJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `portcullis decide`: asks a running decision point.
@Command(
        name = "decide",
        description = "Ask a running decision point for one or more decisions.",
        footer = {
            "",
            "Exit status: 0 every answer is ALLOW, 3 some answer is DENY, 1 there is no decision.",
            "",
            "  portcullis decide --socket .demo/pdp.sock --subject-type function \\",
            "    --subject aws:lambda:111122223333/eu-west-1/payment-capture --action secret.read \\",
            "    --resource-type vault_secret --resource vault:secret:vault-prod/kv/payments/psp-api-key"
        })
final class DecideCommand implements Callable<Integer> {
    @Mixin
    private final TargetOptions target = new TargetOptions();

    @Mixin
    private final RequestOptions flags = new RequestOptions();

    @Option(
            names = "--request",
            paramLabel = "FILE",
            description = "Requests as JSON, or one a line (NDJSON); `-` is standard input.")
    private @Nullable String file;

    @Option(names = "--batch", description = "Send all requests in one call.")
    private boolean batch;

    @Option(
            names = "--semantic",
            paramLabel = "WHEN",
            defaultValue = "execute-all",
            description = "When a batch stops: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private BatchSemantic semantic = BatchSemantic.EXECUTE_ALL;

    @Option(names = "--stream", description = "Send all requests over one stream.")
    private boolean stream;

    @Option(names = "--json", description = "Print one JSON object a line for each answer.")
    private boolean json;

    private final Console console;

    DecideCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        if (batch && stream) {
            throw new CommandException("`--batch` and `--stream` exclude each other");
        }
        List<Question> questions = questions();
        if (batch && questions.size() > DecisionClient.MAX_BATCH) {
            throw new CommandException("a batch holds at most " + DecisionClient.MAX_BATCH + " requests, not "
                    + questions.size() + "; use `--stream`");
        }
        try (DecisionClient client = target.connect()) {
            boolean allAllowed = true;
            for (Answer answer : ask(client, questions)) {
                allAllowed &= answer.isAllowed();
            }
            return allAllowed ? ExitCode.OK : ExitCode.DENIED;
        }
    }

    private List<Question> questions() throws IOException, CommandException {
        if (file == null) {
            return List.of(question(new JsonFile.Entry(flags.toRequest(), "options")));
        }
        if (flags.isGiven()) {
            throw new CommandException("`--request` holds whole requests; leave out the options that spell out one");
        }
        List<Question> questions = new ArrayList<>();
        for (JsonFile.Entry entry : JsonFile.read(file, console)) {
            questions.add(question(entry));
        }
        return questions;
    }

    private static Question question(JsonFile.Entry entry) throws CommandException {
        try {
            return DecisionClient.question(entry.object());
        } catch (RequestException e) {
            throw new CommandException(entry.place() + ": " + e.getMessage());
        }
    }

    /// Asks and prints; without a batch or a stream each answer is printed as it comes.
    private List<Answer> ask(DecisionClient client, List<Question> questions)
            throws NoDecisionException, InterruptedException {
        if (batch || stream) {
            List<Answer> answers = batch ? client.decideBatch(questions, semantic) : client.decideStream(questions);
            answers.forEach(this::print);
            return answers;
        }
        List<Answer> answers = new ArrayList<>();
        for (Question question : questions) {
            Answer answer = client.decide(question);
            print(answer);
            answers.add(answer);
        }
        return answers;
    }

    private void print(Answer answer) {
        console.out().println(json ? RegoJson.write(answer.toJson()) : AnswerText.of(answer));
    }
}
