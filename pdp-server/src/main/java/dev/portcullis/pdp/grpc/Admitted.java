package dev.portcullis.pdp.grpc;

import dev.portcullis.pdp.decision.Call;
import dev.portcullis.pdp.decision.Callers;
import io.grpc.Context;
import io.grpc.Deadline;
import io.netty.channel.EventLoop;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/// A call whose caller is known and may ask.
///
/// @param peer the other end
/// @param grant what it may do
/// @param overloaded whether there is no room for its question, so that it has to be denied
record Admitted(Peer peer, Callers.Grant grant, boolean overloaded) {
    /// The name of this door in `callers:`, in `input.request.door` and in the log.
    static final String DOOR = "grpc";

    private static final Context.Key<Admitted> KEY = Context.key("dev.portcullis.admitted");

    Context enter() {
        return Context.current().withValue(KEY, this);
    }

    /// The same caller with a question for which there is no room.
    Admitted withoutRoom() {
        return new Admitted(peer, grant, true);
    }

    /// The call being served on this thread.
    static Admitted current() {
        Admitted admitted = KEY.get();
        if (admitted == null) {
            throw new AssertionError("BUG: the caller interceptor is missing");
        }
        return admitted;
    }

    /// The call as decisions know it, with the deadline of gRPC.
    Call call() {
        Deadline deadline = Context.current().getDeadline();
        long deadlineNanos =
                deadline == null ? Call.NO_DEADLINE : System.nanoTime() + deadline.timeRemaining(TimeUnit.NANOSECONDS);
        return new Call(DOOR, peer.caller(), deadlineNanos);
    }

    /// Runs the writing of an answer on the connection's event loop, at once when this is its thread.
    void onLoop(Runnable answer) {
        EventLoop loop = peer.loop();
        if (loop.inEventLoop()) {
            answer.run();
            return;
        }
        try {
            loop.execute(answer);
        } catch (RejectedExecutionException stopped) {
            // The server is stopping and the connection is gone: there is nobody to answer.
        }
    }
}
