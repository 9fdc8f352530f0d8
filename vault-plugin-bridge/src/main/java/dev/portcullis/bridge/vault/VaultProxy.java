package dev.portcullis.bridge.vault;

import dev.portcullis.bridge.http.EventLoops;
import dev.portcullis.bridge.http.Exchange;
import dev.portcullis.bridge.http.Listener;
import dev.portcullis.bridge.http.Reply;
import dev.portcullis.bridge.pdp.Answer;
import dev.portcullis.bridge.pdp.EnforcementEvents;
import dev.portcullis.bridge.pdp.Question;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// The listening proxy.
public final class VaultProxy implements AutoCloseable {
    /// Types of the obligations that it meets.
    public static final Set<String> OBLIGATIONS = Duties.TYPES;
    /// Longest body of a request.
    public static final int REQUEST_BYTES = 1 << 20;

    private final Upstream upstream;
    private final Listener listener;

    private VaultProxy(Upstream upstream, Listener listener) {
        this.upstream = upstream;
        this.listener = listener;
    }

    /// Starts to listen. The server behind it and the decision point need not be there yet.
    ///
    /// @param loops on which everything happens; they have to outlive the proxy
    /// @throws IOException when the address cannot be listened on
    public static VaultProxy start(
            VaultSettings settings,
            EventLoops loops,
            Function<Question, CompletableFuture<Answer>> decisionPoint,
            EnforcementEvents events)
            throws IOException {
        Upstream upstream = new Upstream(settings.server(), loops, events);
        ServerQueries queries = new ServerQueries(upstream, settings.token(), settings.namespace());
        MountTable mounts = new MountTable(queries);
        VaultExchange exchange = new VaultExchange(
                mounts,
                new Identities(queries, settings.keepIdentities()),
                new AppRoles(queries, mounts),
                new Questions(settings.cluster(), settings.namespace(), settings.place()),
                decisionPoint,
                new Enforcement(upstream, new IssuedTokens(queries, events), events),
                events);
        RequestReader reader = new RequestReader(settings.mounts(), new HeaderRules(settings.namespace()));
        try {
            Listener listener = Listener.start(settings.listen(), loops, readThen(reader, exchange));
            return new VaultProxy(upstream, listener);
        } catch (IOException failure) {
            upstream.close();
            throw failure;
        }
    }

    private static Exchange readThen(RequestReader reader, VaultExchange exchange) {
        return (http, address) -> switch (reader.read(http, address)) {
            case Reading.Refused(Reply reply) -> CompletableFuture.completedFuture(reply);
            case Reading.Understood(VaultRequest request) -> exchange.answer(request);
        };
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
        upstream.close();
    }
}
