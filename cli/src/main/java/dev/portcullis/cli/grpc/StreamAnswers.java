package dev.portcullis.cli.grpc;

import dev.portcullis.proto.pdp.v1.DecideStreamResponse;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// Collects the answers of one stream, whose ids are the places of its questions.
final class StreamAnswers implements StreamObserver<DecideStreamResponse> {
    private final AtomicLongArray sentAt;
    private final AtomicReferenceArray<@Nullable Answer> answers;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable Throwable failure;

    StreamAnswers(int questions) {
        sentAt = new AtomicLongArray(questions);
        answers = new AtomicReferenceArray<>(questions);
    }

    /// Notes that a question is about to be sent.
    void sent(int question) {
        sentAt.set(question, System.nanoTime());
    }

    /// Waits for the end of the stream; the failure it ended with, or null.
    @Nullable
    Throwable await() throws InterruptedException {
        ended.await();
        return failure;
    }

    /// The answer to a question, or null when there was none.
    @Nullable
    Answer get(int question) {
        return answers.get(question);
    }

    @Override
    public void onNext(DecideStreamResponse response) {
        long id = response.getStreamId();
        if (id >= 0 && id < answers.length()) {
            int question = (int) id;
            answers.set(
                    question,
                    DecisionMapping.toAnswer(response.getDecision(), System.nanoTime() - sentAt.get(question)));
        }
    }

    @Override
    public void onError(Throwable cause) {
        failure = cause;
        ended.countDown();
    }

    @Override
    public void onCompleted() {
        ended.countDown();
    }
}
