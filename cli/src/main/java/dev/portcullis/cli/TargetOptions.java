package dev.portcullis.cli;

import dev.portcullis.cli.grpc.DecisionClient;
import dev.portcullis.cli.grpc.Endpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that say which decision point to ask, and how long to wait for it.
final class TargetOptions {
    @Option(names = "--socket", paramLabel = "PATH", description = "Unix socket of the decision point.")
    @Nullable
    Path socket;

    @Option(
            names = "--target",
            paramLabel = "HOST:PORT",
            description = "Port of the decision point, such as 127.0.0.1:7443.")
    @Nullable
    String target;

    @Option(
            names = "--deadline",
            paramLabel = "DURATION",
            defaultValue = "1s",
            description = "How long to wait for an answer: 250ms, 1s, 2m. Default: ${DEFAULT-VALUE}.")
    Duration deadline = Duration.ofSeconds(1);

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            description = "First wait this long, at most, until the decision point is ready.")
    @Nullable
    Duration patience;

    /// A client of the decision point, after waiting for it where that is wanted.
    DecisionClient connect() throws Exception {
        Endpoint endpoint = endpoint();
        if (patience == null && endpoint instanceof Endpoint.Socket(Path path) && !Files.exists(path)) {
            throw new CommandException("no decision: there is no socket `" + path
                    + "`; start a decision point with `portcullis serve`, or name its socket");
        }
        DecisionClient client = DecisionClient.of(endpoint, deadline);
        if (patience != null) {
            try {
                client.awaitServing(patience);
            } catch (Exception e) {
                client.close();
                throw e;
            }
        }
        return client;
    }

    private Endpoint endpoint() throws CommandException {
        if ((socket == null) == (target == null)) {
            throw new CommandException("name one decision point: `--socket PATH` or `--target HOST:PORT`");
        }
        if (socket != null) {
            return new Endpoint.Socket(socket);
        }
        String text = String.valueOf(target);
        return Endpoint.parse(text)
                .orElseThrow(() -> new CommandException("`" + text + "` is not HOST:PORT, such as 127.0.0.1:7443"));
    }
}
