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
import io.netty.util.AsciiString;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/// Finds out who connects, before the first call, and writes it into the attributes of every call of the
/// connection.
/// Closes connections beyond the limit at once.
///
/// gRPC has no public way to see the channel of a call; its internal negotiator seam is the only one that survives
/// shading and needs no reflection. Works on grpc 1.85.1; [PeerNegotiator] is the only class that would have to
/// change.
final class PeerNegotiator implements InternalProtocolNegotiator.ProtocolNegotiator {
    private final InternalProtocolNegotiator.ProtocolNegotiator plaintext =
            InternalProtocolNegotiators.serverPlaintext();
    private final Identity identity;
    private final int maxConnections;
    private final AtomicInteger connections = new AtomicInteger();

    private PeerNegotiator(Identity identity, int maxConnections) {
        this.identity = identity;
        this.maxConnections = maxConnections;
    }

    /// Reads who is at the other end of a channel.
    private interface Identity {
        Caller of(Channel channel) throws IOException;
    }

    /// For a unix socket: the uid of the peer's process, as the kernel knows it.
    static PeerNegotiator unix(int maxConnections) {
        return new PeerNegotiator(
                channel -> {
                    int uid = ((EpollDomainSocketChannel) channel)
                            .peerCredentials()
                            .uid();
                    return new Caller(Caller.Type.UID, Integer.toUnsignedString(uid));
                },
                maxConnections);
    }

    /// For loopback TCP: nobody in particular.
    static PeerNegotiator loopback(int maxConnections) {
        return new PeerNegotiator(_ -> Caller.ANONYMOUS_LOOPBACK, maxConnections);
    }

    @Override
    public AsciiString scheme() {
        return plaintext.scheme();
    }

    @Override
    public ChannelHandler newHandler(GrpcHttp2ConnectionHandler grpcHandler) {
        return new PeerHandler(plaintext.newHandler(grpcHandler), grpcHandler.getNegotiationLogger());
    }

    @Override
    public void close() {
        plaintext.close();
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
                Peer peer = new Peer(identity.of(channel), channel.eventLoop());
                ProtocolNegotiationEvent event = getProtocolNegotiationEvent();
                Attributes attributes = InternalProtocolNegotiationEvent.getAttributes(event).toBuilder()
                        .set(Peer.KEY, peer)
                        .build();
                replaceProtocolNegotiationEvent(InternalProtocolNegotiationEvent.withAttributes(event, attributes));
                fireProtocolNegotiationEvent(context);
            } catch (IOException unknown) {
                var _ = context.close();
            }
        }
    }
}
