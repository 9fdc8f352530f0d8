package dev.portcullis.conformance.load;

import dev.portcullis.cli.grpc.Answer;
import dev.portcullis.cli.grpc.DecisionClient;
import dev.portcullis.cli.grpc.Endpoint;
import dev.portcullis.cli.grpc.NoDecisionException;
import dev.portcullis.cli.grpc.RequestException;
import dev.portcullis.rego.value.JsonException;
import dev.portcullis.rego.value.RegoJson;
import dev.portcullis.rego.value.RegoObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// Asks a server the same questions over and over, from many callers at once, and writes down every answer that
/// arrived.
///
/// Usage: `LoadClient SOCKET QUESTIONS CALLERS`. Each line on standard input is a command: `go FILE` asks until the
/// server
/// is gone or `stop` comes, and writes `<decision id> <effect> <reason code>` for each answer to FILE. Standard output
/// tells:
/// `first` at the first answer, `unavailable` and `available` when answers become LOG_UNAVAILABLE and cease to be,
/// `done N`.
public final class LoadClient {
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final String LOG_UNAVAILABLE = "LOG_UNAVAILABLE";

    private final Path socket;
    private final List<DecisionClient.Question> questions;
    private final int callers;

    private LoadClient(Path socket, List<DecisionClient.Question> questions, int callers) {
        this.socket = socket;
        this.questions = List.copyOf(questions);
        this.callers = callers;
    }

    /// Obeys the commands on standard input until it ends.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        LoadClient client =
                new LoadClient(Path.of(arguments[0]), questions(Path.of(arguments[1])), Integer.parseInt(arguments[2]));
        try (BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            Round round = null;
            for (String line = commands.readLine(); line != null; line = commands.readLine()) {
                if (line.startsWith("go ")) {
                    round = client.begin(Path.of(line.substring("go ".length())));
                } else if (line.equals("stop") && round != null) {
                    round.stopped.set(true);
                }
            }
        }
    }

    private static List<DecisionClient.Question> questions(Path file) throws IOException {
        List<DecisionClient.Question> questions = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            try {
                RegoObject story = (RegoObject) RegoJson.read(line.getBytes(StandardCharsets.UTF_8));
                if (!(story.get("request") instanceof RegoObject request)) {
                    throw new IOException(file + ": a line without a `request`");
                }
                questions.add(DecisionClient.question(request));
            } catch (JsonException | RequestException wrong) {
                throw new IOException(file + ": " + wrong.getMessage(), wrong);
            }
        }
        return questions;
    }

    private Round begin(Path answers) throws IOException {
        Round round = new Round(new PrintWriter(Files.newBufferedWriter(answers)));
        Thread.ofPlatform().daemon().start(() -> run(round));
        return round;
    }

    private void run(Round round) {
        try (DecisionClient client = DecisionClient.of(new Endpoint.Socket(socket), DEADLINE);
                ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < callers; i++) {
                workers.execute(() -> ask(client, round));
            }
        } finally {
            round.end();
        }
    }

    private void ask(DecisionClient client, Round round) {
        while (!round.stopped.get()) {
            int next = Math.floorMod(round.asked.getAndIncrement(), questions.size());
            try {
                round.answered(client.decide(questions.get(next)));
            } catch (NoDecisionException gone) {
                // Without an answer nothing was acknowledged; that the server is gone is what the peer wants to see.
                round.stopped.set(true);
            }
        }
    }

    /// One run of questions and the answers so far.
    private static final class Round {
        private final AtomicBoolean stopped = new AtomicBoolean();
        private final AtomicInteger asked = new AtomicInteger();
        private final PrintWriter answers;
        private boolean unavailable;
        private int count;

        private Round(PrintWriter answers) {
            this.answers = answers;
        }

        private synchronized void answered(Answer answer) {
            answers.println(answer.decisionId() + " " + answer.effect() + " " + answer.reasonCode());
            if (count++ == 0) {
                tell("first");
            }
            if (answer.reasonCode().equals(LOG_UNAVAILABLE) != unavailable) {
                unavailable = !unavailable;
                tell(unavailable ? "unavailable" : "available");
            }
        }

        private synchronized void end() {
            answers.close();
            tell("done " + count);
        }

        private static void tell(String line) {
            System.out.println(line);
            System.out.flush();
        }
    }
}
