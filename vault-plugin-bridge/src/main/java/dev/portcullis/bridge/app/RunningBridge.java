package dev.portcullis.bridge.app;

import dev.portcullis.bridge.http.Listener;
import dev.portcullis.bridge.pdp.PdpClient;
import dev.portcullis.bridge.pdp.PdpSettings;
import dev.portcullis.bridge.vault.Server;
import dev.portcullis.bridge.vault.VaultProxy;
import dev.portcullis.bridge.vault.VaultSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;

/// The proxy and its client of the decision point, wired by hand.
final class RunningBridge implements AutoCloseable {
    private static final Duration FIRST_CONNECTION = Duration.ofSeconds(2);

    private final BridgeEvents events;
    private final PdpClient client;
    private final VaultProxy proxy;
    private final Duration drain;

    private RunningBridge(BridgeEvents events, PdpClient client, VaultProxy proxy, Duration drain) {
        this.events = events;
        this.client = client;
        this.proxy = proxy;
        this.drain = drain;
    }

    /// Starts to listen. Neither the decision point nor the server has to be there yet: until then requests are denied.
    ///
    /// @throws StartException with the reason in one line
    static RunningBridge start(BridgeSettings settings, BridgeEvents events) throws StartException {
        VaultSettings vault = vault(settings);
        PdpClient client = PdpClient.of(new PdpSettings(
                settings.pdp().endpoint(),
                settings.pdp().deadline(),
                VaultProxy.OBLIGATIONS,
                PdpSettings.Limits.DEFAULT));
        if (!client.connect(FIRST_CONNECTION).join()) {
            events.say("the decision point is not there yet; until it is, every request is denied");
        }
        try {
            VaultProxy proxy = VaultProxy.start(vault, client::decide, events);
            InetSocketAddress address = proxy.address();
            events.say("ready vault=" + address.getHostString() + ":" + address.getPort() + " pdp="
                    + settings.pdp().endpoint() + " server=" + settings.server().host() + ":"
                    + settings.server().port());
            return new RunningBridge(events, client, proxy, settings.listen().drain());
        } catch (IOException refused) {
            client.close();
            throw new StartException(String.valueOf(refused.getMessage()));
        }
    }

    private static VaultSettings vault(BridgeSettings settings) throws StartException {
        BridgeSettings.Upstream server = settings.server();
        TokenFile token = new TokenFile(server.token());
        token.check();
        return new VaultSettings(
                new Listener.Port(
                        settings.listen().address(),
                        TlsContexts.forClients(settings.listen().tls()),
                        settings.listen().clients(),
                        VaultProxy.REQUEST_BYTES),
                new Server(
                        server.host(),
                        server.port(),
                        TlsContexts.toServer(server),
                        server.answer(),
                        server.connections(),
                        server.answerBytes()),
                token,
                server.namespace(),
                settings.mounts(),
                settings.cluster(),
                settings.place(),
                settings.identities());
    }

    /// Where clients connect, with the port that was chosen for port 0.
    InetSocketAddress address() {
        return proxy.address();
    }

    /// Answers the requests that are open, and stops.
    @Override
    public void close() {
        events.say("stopping");
        proxy.drain(drain);
        proxy.close();
        client.close();
        events.say("stopped");
    }
}
