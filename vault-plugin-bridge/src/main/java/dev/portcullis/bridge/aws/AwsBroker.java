package dev.portcullis.bridge.aws;

import dev.portcullis.bridge.http.EventLoops;
import dev.portcullis.bridge.http.Listener;
import dev.portcullis.bridge.pdp.Answer;
import dev.portcullis.bridge.pdp.EnforcementEvents;
import dev.portcullis.bridge.pdp.Question;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
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
    /// @param port where clients connect; SDKs accept plain text on loopback addresses only
    /// @throws IOException when the address cannot be listened on, or a token file, the key set or the file of the
    ///     broker's own credentials is not usable
    public static AwsBroker start(
            Listener.Port port,
            AwsSettings settings,
            Function<Question, CompletableFuture<Answer>> decisionPoint,
            EnforcementEvents events)
            throws IOException {
        RequiredFiles.check(settings);
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
            Listener listener = Listener.start(port, loops, exchange);
            return new AwsBroker(loops, executor, service, listener);
        } catch (IOException failure) {
            executor.shutdownNow();
            service.close();
            loops.close();
            throw failure;
        }
    }

    /// Where it listens, with the port that was chosen for port 0.
    public InetSocketAddress address() {
        return listener.address();
    }

    /// Stops listening; returns when every request that is open was answered, or after the time.
    public void drain(Duration most) {
        listener.drain(most);
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
