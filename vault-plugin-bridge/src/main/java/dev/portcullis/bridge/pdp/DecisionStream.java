package dev.portcullis.bridge.pdp;

import dev.portcullis.proto.pdp.v1.DecideStreamRequest;
import dev.portcullis.proto.pdp.v1.DecideStreamResponse;
import dev.portcullis.proto.pdp.v1.DecisionServiceGrpc;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.netty.channel.EventLoop;
import java.util.HashMap;
import java.util.Map;

/// One `DecideStream` call: questions out, answers back in any order, matched by id. All of it happens on one event
/// loop.
///
/// INVARIANT: an id is used once in the life of a stream, so an answer can only reach the question it was given to.
/// The
/// answer to a question that has been given up is dropped; an answer to one that was never asked ends the stream.
final class DecisionStream extends ClientCall.Listener<DecideStreamResponse> {
    private final ClientCall<DecideStreamRequest, DecideStreamResponse> call;
    private final EventLoop loop;
    private final Owner owner;
    private final int limit;
    private final Map<Long, PendingQuestion> asked = new HashMap<>();
    private long lastId;
    private int unanswered;
    private long quietSince;

    /// Whoever opened the stream.
    interface Owner {
        /// Questions can be asked, perhaps.
        void ready(DecisionStream stream);

        /// The stream is over; `interrupted` are the questions it leaves without an answer.
        void ended(DecisionStream stream, Status status, Iterable<PendingQuestion> interrupted);
    }

    private DecisionStream(Connection connection, Owner owner, int limit) {
        this.call = connection.channel().newCall(DecisionServiceGrpc.getDecideStreamMethod(), CallOptions.DEFAULT);
        this.loop = connection.loop();
        this.owner = owner;
        this.limit = limit;
    }

    /// Opens a stream; it becomes ready, or ends, later.
    ///
    /// @param limit of questions that the decision point has not answered
    static DecisionStream open(Connection connection, Owner owner, int limit) {
        DecisionStream stream = new DecisionStream(connection, owner, limit);
        stream.call.start(stream, new Metadata());
        stream.call.request(1);
        return stream;
    }

    /// Whether a question asked now leaves at once: one that must wait is better kept, where its deadline can end it.
    boolean isReady() {
        return unanswered < limit && call.isReady();
    }

    /// Sends a question.
    ///
    /// @return its id
    long ask(PendingQuestion question) {
        if (unanswered++ == 0) {
            quietSince = System.nanoTime();
        }
        asked.put(++lastId, question);
        call.sendMessage(DecideStreamRequest.newBuilder()
                .setStreamId(lastId)
                .setRequest(question.message())
                .build());
        return lastId;
    }

    /// Gives a question up: whatever answers it comes too late.
    void giveUp(long id) {
        asked.remove(id);
    }

    /// For how long questions have been open without any answer, in nanoseconds; 0 when none is.
    long silentNanos() {
        return unanswered == 0 ? 0 : System.nanoTime() - quietSince;
    }

    /// Ends the stream from this side; [Owner#ended] follows.
    void cancel(String why) {
        call.cancel(why, null);
    }

    @Override
    public void onReady() {
        onLoop(() -> owner.ready(this));
    }

    @Override
    public void onMessage(DecideStreamResponse response) {
        onLoop(() -> answered(response));
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        // Later, always: a call that fails as it starts would end before its owner knows of it.
        loop.execute(() -> owner.ended(this, status, asked.values()));
    }

    private void answered(DecideStreamResponse response) {
        long id = response.getStreamId();
        if (id < 1 || id > lastId || unanswered == 0) {
            cancel("an answer to a question that was not asked");
            return;
        }
        unanswered--;
        quietSince = System.nanoTime();
        PendingQuestion question = asked.remove(id);
        if (question != null) {
            question.decided(response.getDecision());
        }
        call.request(1);
        owner.ready(this);
    }

    /// gRPC calls back on the event loop, except where a call fails before it has a transport.
    private void onLoop(Runnable step) {
        if (loop.inEventLoop()) {
            step.run();
        } else {
            loop.execute(step);
        }
    }
}
