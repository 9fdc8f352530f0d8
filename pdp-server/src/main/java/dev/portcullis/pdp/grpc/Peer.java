package dev.portcullis.pdp.grpc;

import dev.portcullis.pdp.decision.Caller;
import io.grpc.Attributes;
import io.netty.channel.EventLoop;

/// The other end of a connection.
///
/// @param caller who it is, as the transport shows it
/// @param loop the event loop that serves it, where its answers are written
record Peer(Caller caller, EventLoop loop) {
    /// Where a call's attributes hold its peer.
    static final Attributes.Key<Peer> KEY = Attributes.Key.create("dev.portcullis.peer");
}
