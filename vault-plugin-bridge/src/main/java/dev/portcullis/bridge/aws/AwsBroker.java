package dev.portcullis.bridge.aws;

import dev.portcullis.bridge.http.EventLoops;
import dev.portcullis.bridge.http.Listener;
import dev.portcullis.bridge.pdp.Answer;
import dev.portcullis.bridge.pdp.EnforcementEvents;
import dev.portcullis.bridge.pdp.Question;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/// The listening broker.
public final class AwsBroker implements AutoCloseable {
    /// Types of the obligations that the broker meets; the client of the decision point that it asks through has to
    /// know them.
    public static final Set<String> OBLIGATIONS = TermsReader.TYPES;

    private final EventLoops loops;
    private final ExecutorService executor;
    private final TokenService service;
    private final Listener listener;

    private AwsBroker(EventLoops loops, ExecutorService executor, TokenService service, Listener listener) {
        this.loops = loops;
        this.executor = executor;
        this.service = service;
        this.listener = listener;
    }

    /// Starts to listen. AWS and the decision point need not be there yet.
    ///
    /// @throws IOException when the address cannot be listened on, or a token file or the key set is not usable
    public static AwsBroker start(
            AwsSettings settings, Function<Question, CompletableFuture<Answer>> decisionPoint, EnforcementEvents events)
            throws IOException {
        checkFiles(settings);
        InstantSource clock = InstantSource.system();
        EventLoops loops = EventLoops.start("aws-broker");
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
        TokenService service = new TokenService(settings.sts(), executor, clock);
        CredentialExchange exchange = new CredentialExchange(
                settings,
                new Callers(settings, clock),
                executor,
                decisionPoint,
                new IssuedSessions(service, clock),
                events);
        try {
            Listener listener = Listener.start(settings.listen(), loops, exchange);
            return new AwsBroker(loops, executor, service, listener);
        } catch (IOException failure) {
            executor.shutdownNow();
            service.close();
            loops.close();
            throw failure;
        }
    }

    /// What is wrong with a file is said at the start, and not with the first request.
    private static void checkFiles(AwsSettings settings) throws IOException {
        for (TokenFile file : settings.tokenFiles()) {
            file.read();
        }
        WebIdentity identity = settings.webIdentity();
        if (identity != null) {
            new KeyFile(identity.keys()).keys();
        }
    }

    /// Where it listens, with the port that was chosen for port 0.
    public InetSocketAddress address() {
        return listener.address();
    }

    /// Stops listening and ends all connections.
    @Override
    public void close() {
        listener.close();
        executor.shutdownNow();
        service.close();
        loops.close();
    }
}
