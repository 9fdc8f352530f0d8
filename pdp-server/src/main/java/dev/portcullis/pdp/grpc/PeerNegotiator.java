package dev.portcullis.pdp.grpc;

import dev.portcullis.pdp.decision.Caller;
import io.grpc.Attributes;
import io.grpc.ChannelLogger;
import io.grpc.netty.GrpcHttp2ConnectionHandler;
import io.grpc.netty.InternalProtocolNegotiationEvent;
import io.grpc.netty.InternalProtocolNegotiator;
import io.grpc.netty.InternalProtocolNegotiators;
import io.grpc.netty.ProtocolNegotiationEvent;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.util.AsciiString;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// Finds out who connects, before the first call, and writes it into the attributes of every call of the
/// connection.
/// Closes connections beyond the limit at once.
///
/// gRPC has no public way to see the channel of a call; its internal negotiator seam is the only one that survives
/// shading and needs no reflection. Works on grpc 1.85.1; [PeerNegotiator] is the only class that would have to
/// change.
final class PeerNegotiator implements InternalProtocolNegotiator.ProtocolNegotiator {
    private final Supplier<InternalProtocolNegotiator.ProtocolNegotiator> transport;
    private final Identity identity;
    private final int maxConnections;
    private final AtomicInteger connections = new AtomicInteger();

    private PeerNegotiator(
            Supplier<InternalProtocolNegotiator.ProtocolNegotiator> transport, Identity identity, int maxConnections) {
        this.transport = transport;
        this.identity = identity;
        this.maxConnections = maxConnections;
    }

    /// Writes down what is known of the other end of a channel.
    private interface Identity {
        void write(Channel channel, Attributes.Builder attributes) throws IOException;
    }

    private static PeerNegotiator plaintext(int maxConnections, Identity identity) {
        InternalProtocolNegotiator.ProtocolNegotiator negotiator = InternalProtocolNegotiators.serverPlaintext();
        return new PeerNegotiator(() -> negotiator, identity, maxConnections);
    }

    /// For a unix socket: the uid of the peer's process, as the kernel knows it.
    static PeerNegotiator unix(int maxConnections) {
        return plaintext(maxConnections, (channel, attributes) -> {
            int uid = ((EpollDomainSocketChannel) channel).peerCredentials().uid();
            Caller caller = new Caller(Caller.Type.UID, Integer.toUnsignedString(uid));
            attributes.set(Peer.KEY, new Peer(caller, channel.eventLoop()));
        });
    }

    /// For loopback TCP: nobody in particular.
    static PeerNegotiator loopback(int maxConnections) {
        return plaintext(
                maxConnections,
                (channel, attributes) ->
                        attributes.set(Peer.KEY, new Peer(Caller.ANONYMOUS_LOOPBACK, channel.eventLoop())));
    }

    /// For TCP with client certificates: [CertificateFilter] names the caller when the handshake is over.
    ///
    /// @param context asked for every connection, so that files rotate
    static PeerNegotiator tls(Supplier<SslContext> context, int maxConnections) {
        return new PeerNegotiator(
                () -> InternalProtocolNegotiators.serverTls(context.get()),
                (channel, attributes) -> attributes.set(CertificateFilter.LOOP, channel.eventLoop()),
                maxConnections);
    }

    @Override
    public AsciiString scheme() {
        return transport.get().scheme();
    }

    @Override
    public ChannelHandler newHandler(GrpcHttp2ConnectionHandler grpcHandler) {
        return new PeerHandler(transport.get().newHandler(grpcHandler), grpcHandler.getNegotiationLogger());
    }

    @Override
    public void close() {
        // The negotiators of connections hold nothing that outlives them.
    }

    /// The first step of a connection's negotiation.
    private final class PeerHandler extends InternalProtocolNegotiators.ProtocolNegotiationHandler {
        PeerHandler(ChannelHandler next, ChannelLogger logger) {
            super(next, logger);
        }

        @Override
        protected void protocolNegotiationEventTriggered(ChannelHandlerContext context) {
            Channel channel = context.channel();
            channel.closeFuture().addListener(_ -> connections.decrementAndGet());
            if (connections.incrementAndGet() > maxConnections) {
                var _ = context.close();
                return;
            }
            try {
                ProtocolNegotiationEvent event = getProtocolNegotiationEvent();
                Attributes.Builder attributes = InternalProtocolNegotiationEvent.getAttributes(event).toBuilder();
                identity.write(channel, attributes);
                replaceProtocolNegotiationEvent(
                        InternalProtocolNegotiationEvent.withAttributes(event, attributes.build()));
                fireProtocolNegotiationEvent(context);
            } catch (IOException unknown) {
                var _ = context.close();
            }
        }
    }
}
