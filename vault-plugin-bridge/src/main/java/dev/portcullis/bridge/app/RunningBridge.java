package dev.portcullis.bridge.app;

import dev.portcullis.bridge.aws.AwsBroker;
import dev.portcullis.bridge.aws.AwsSettings;
import dev.portcullis.bridge.http.EventLoops;
import dev.portcullis.bridge.http.Listener;
import dev.portcullis.bridge.pdp.PdpClient;
import dev.portcullis.bridge.pdp.PdpSettings;
import dev.portcullis.bridge.vault.Server;
import dev.portcullis.bridge.vault.VaultProxy;
import dev.portcullis.bridge.vault.VaultSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The enforcement points and their one client of the decision point, wired by hand.
///
/// INVARIANT: each of them says with every question which obligations it meets itself. They share the connection and
/// nothing else: what one of them meets permits nothing at the other.
final class RunningBridge implements AutoCloseable {
    private static final Duration FIRST_CONNECTION = Duration.ofSeconds(2);

    private final BridgeSettings settings;
    private final BridgeEvents events;
    private final EventLoops loops = EventLoops.start("bridge");
    private final PdpClient client;
    private final List<Door> doors = new ArrayList<>();

    private RunningBridge(BridgeSettings settings, BridgeEvents events) {
        this.settings = settings;
        this.events = events;
        this.client = PdpClient.of(
                new PdpSettings(settings.pdp().endpoint(), settings.pdp().deadline(), PdpSettings.Limits.DEFAULT),
                loops.group());
    }

    /// Starts to listen. Neither the decision point nor what stands behind has to be there yet: until then requests are
    /// denied.
    ///
    /// @throws StartException with the reason in one line; nothing listens then
    static RunningBridge start(BridgeSettings settings, BridgeEvents events) throws StartException {
        RunningBridge bridge = new RunningBridge(settings, events);
        try {
            bridge.open();
            return bridge;
        } catch (StartException refused) {
            bridge.end();
            throw refused;
        } catch (IOException refused) {
            bridge.end();
            throw new StartException(String.valueOf(refused.getMessage()));
        }
    }

    private void open() throws StartException, IOException {
        boolean connected = client.connect(FIRST_CONNECTION).join();
        if (settings.vault().isPresent()) {
            doors.add(vault(settings.vault().get()));
        }
        if (settings.aws().isPresent()) {
            doors.add(aws(settings.aws().get()));
        }
        if (!connected) {
            events.say("the decision point is not there yet; until it is, every request is denied");
        }
        events.say("ready " + doors.stream().map(Door::line).collect(Collectors.joining(" ")) + " pdp="
                + settings.pdp().endpoint());
    }

    private Door vault(BridgeSettings.Vault vault) throws StartException, IOException {
        BridgeSettings.Upstream server = vault.server();
        TokenFile token = new TokenFile(server.token());
        token.check();
        VaultSettings proxied = new VaultSettings(
                port(vault.listen(), VaultProxy.REQUEST_BYTES),
                new Server(
                        server.host(),
                        server.port(),
                        TlsContexts.toServer(server),
                        server.answer(),
                        server.connections(),
                        server.answerBytes()),
                token,
                server.namespace(),
                vault.mounts(),
                vault.cluster(),
                settings.place(),
                vault.identities());
        VaultProxy proxy =
                VaultProxy.start(proxied, loops, question -> client.decide(question, VaultProxy.OBLIGATIONS), events);
        return new Door(
                "vault",
                proxy.address(),
                "server=" + server.host() + ":" + server.port(),
                () -> proxy.drain(vault.listen().drain()),
                proxy::close);
    }

    private Door aws(BridgeSettings.Aws aws) throws StartException, IOException {
        AwsBroker broker = AwsBroker.start(
                port(aws.listen(), AwsSettings.REQUEST_BYTES),
                aws.broker(),
                question -> client.decide(question, AwsBroker.OBLIGATIONS),
                events);
        return new Door(
                "aws",
                broker.address(),
                "roles=" + aws.broker().roles().keySet().stream().sorted().collect(Collectors.joining(",")),
                () -> broker.drain(aws.listen().drain()),
                broker::close);
    }

    private static Listener.Port port(BridgeSettings.Listen listen, int requestBytes) throws StartException {
        return new Listener.Port(
                listen.address(), TlsContexts.forClients(listen.tls()), listen.clients(), requestBytes);
    }

    /// The enforcement points that listen.
    List<Door> doors() {
        return List.copyOf(doors);
    }

    /// Answers the requests that are open, at all doors at once, and stops.
    @Override
    public void close() {
        events.say("stopping");
        List<Thread> drains = doors.stream()
                .map(door -> Thread.ofVirtual().name("drain-" + door.name()).start(door.drain()))
                .toList();
        for (Thread drain : drains) {
            awaitEnd(drain);
        }
        end();
        events.say("stopped");
    }

    private static void awaitEnd(Thread drain) {
        try {
            drain.join();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    /// The client ends after the doors: until then an open request still gets its decision.
    private void end() {
        doors.forEach(door -> door.close().run());
        client.close();
        loops.close();
    }
}
