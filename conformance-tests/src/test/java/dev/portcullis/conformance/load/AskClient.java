package dev.portcullis.conformance.load;

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
import java.nio.file.Path;
import java.time.Duration;

/// Asks a server one question for each line of standard input, a request as JSON, and prints each answer as a line
/// of JSON at once: for whoever waits for a decision to change.
///
/// Usage: `AskClient SOCKET`.
public final class AskClient {
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private AskClient() {}

    public static void main(String[] arguments)
            throws IOException, JsonException, RequestException, NoDecisionException, InterruptedException {
        var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        try (DecisionClient client = DecisionClient.of(new Endpoint.Socket(Path.of(arguments[0])), DEADLINE);
                var questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = questions.readLine(); line != null; line = questions.readLine()) {
                var question = DecisionClient.question((RegoObject) RegoJson.read(line));
                out.println(RegoJson.write(client.decide(question).toJson()));
            }
        }
    }
}
