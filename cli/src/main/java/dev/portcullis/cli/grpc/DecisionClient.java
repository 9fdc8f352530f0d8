package dev.portcullis.cli.grpc;

import dev.portcullis.proto.pdp.v1.DecideBatchRequest;
import dev.portcullis.proto.pdp.v1.DecideRequest;
import dev.portcullis.proto.pdp.v1.DecideStreamRequest;
import dev.portcullis.proto.pdp.v1.DecisionRequest;
import dev.portcullis.proto.pdp.v1.DecisionServiceGrpc;
import dev.portcullis.rego.value.RegoObject;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// One connection to a decision point. Every question has a deadline; without an answer there is no decision.
public final class DecisionClient implements AutoCloseable {
    /// The most questions that one batch may hold.
    public static final int MAX_BATCH = 256;

    private static final Duration POLL = Duration.ofMillis(50);

    private final Endpoint endpoint;
    private final Duration deadline;
    private final Connection connection;

    private DecisionClient(Endpoint endpoint, Duration deadline, Connection connection) {
        this.endpoint = endpoint;
        this.deadline = deadline;
        this.connection = connection;
    }

    /// A client of a decision point; connects with its first question.
    ///
    /// @param deadline of each question, and of each whole batch or stream
    public static DecisionClient of(Endpoint endpoint, Duration deadline) {
        return new DecisionClient(endpoint, deadline, Connection.to(endpoint));
    }

    /// Reads a request in the JSON shape of the protocol.
    ///
    /// @throws RequestException naming the first key that is wrong
    public static Question question(RegoObject json) throws RequestException {
        return new Question(DecisionMapping.toProto(json));
    }

    /// A question that is known to have the shape of one.
    public static final class Question {
        private final DecisionRequest request;

        private Question(DecisionRequest request) {
            this.request = request;
        }

        DecisionRequest request() {
            return request;
        }
    }

    /// Waits until the decision point says that it serves.
    ///
    /// @throws NoDecisionException when it does not within `patience`
    public void awaitServing(Duration patience) throws NoDecisionException, InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        while (!isServing(until)) {
            if (System.nanoTime() > until) {
                throw new NoDecisionException(
                        "the decision point at `" + endpoint + "` is not ready after " + patience.toSeconds() + " s");
            }
            Thread.sleep(POLL);
        }
    }

    private boolean isServing(long until) throws NoDecisionException {
        try {
            var answer = HealthGrpc.newBlockingStub(channel())
                    .withDeadlineAfter(Math.max(1, until - System.nanoTime()), TimeUnit.NANOSECONDS)
                    .check(HealthCheckRequest.getDefaultInstance());
            return answer.getStatus() == ServingStatus.SERVING;
        } catch (StatusRuntimeException failure) {
            if (failure.getStatus().getCode() == Status.Code.UNAVAILABLE
                    || failure.getStatus().getCode() == Status.Code.DEADLINE_EXCEEDED) {
                channel().resetConnectBackoff();
                return false;
            }
            throw NoDecisionException.of(failure, endpoint, deadline);
        }
    }

    /// Asks one question.
    public Answer decide(Question question) throws NoDecisionException {
        try {
            long sent = System.nanoTime();
            var response = stub().decide(DecideRequest.newBuilder()
                    .setRequest(question.request())
                    .build());
            return DecisionMapping.toAnswer(response.getDecision(), System.nanoTime() - sent);
        } catch (StatusRuntimeException failure) {
            throw NoDecisionException.of(failure, endpoint, deadline);
        }
    }

    /// Asks up to [#MAX_BATCH] questions in one call; the answers are in their order.
    public List<Answer> decideBatch(List<Question> questions, BatchSemantic semantic) throws NoDecisionException {
        var batch = DecideBatchRequest.newBuilder().setSemantic(toProto(semantic));
        questions.forEach(question -> batch.addRequests(question.request()));
        try {
            long sent = System.nanoTime();
            var response = stub().decideBatch(batch.build());
            long roundTripNs = System.nanoTime() - sent;
            if (response.getDecisionsCount() != questions.size()) {
                throw new NoDecisionException("the decision point at `" + endpoint + "` gave "
                        + response.getDecisionsCount() + " answers to " + questions.size() + " questions");
            }
            return response.getDecisionsList().stream()
                    .map(decision -> DecisionMapping.toAnswer(decision, roundTripNs))
                    .toList();
        } catch (StatusRuntimeException failure) {
            throw NoDecisionException.of(failure, endpoint, deadline);
        }
    }

    /// Asks all questions at once over one stream; the answers are in the order of the questions.
    public List<Answer> decideStream(List<Question> questions) throws NoDecisionException, InterruptedException {
        var answers = new StreamAnswers(questions.size());
        var requests = DecisionServiceGrpc.newStub(channel())
                .withDeadlineAfter(deadline.toNanos(), TimeUnit.NANOSECONDS)
                .decideStream(answers);
        for (int i = 0; i < questions.size(); i++) {
            answers.sent(i);
            requests.onNext(DecideStreamRequest.newBuilder()
                    .setStreamId(i)
                    .setRequest(questions.get(i).request())
                    .build());
        }
        requests.onCompleted();
        Throwable failure = answers.await();
        if (failure != null) {
            throw NoDecisionException.of(failure, endpoint, deadline);
        }
        List<Answer> ordered = new ArrayList<>();
        for (int i = 0; i < questions.size(); i++) {
            Answer answer = answers.get(i);
            if (answer == null) {
                throw new NoDecisionException(
                        "the decision point at `" + endpoint + "` did not answer question " + (i + 1));
            }
            ordered.add(answer);
        }
        return ordered;
    }

    private static dev.portcullis.proto.pdp.v1.BatchSemantic toProto(BatchSemantic semantic) {
        return switch (semantic) {
            case EXECUTE_ALL -> dev.portcullis.proto.pdp.v1.BatchSemantic.BATCH_SEMANTIC_EXECUTE_ALL;
            case DENY_ON_FIRST_DENY -> dev.portcullis.proto.pdp.v1.BatchSemantic.BATCH_SEMANTIC_DENY_ON_FIRST_DENY;
            case PERMIT_ON_FIRST_PERMIT ->
                dev.portcullis.proto.pdp.v1.BatchSemantic.BATCH_SEMANTIC_PERMIT_ON_FIRST_PERMIT;
        };
    }

    private DecisionServiceGrpc.DecisionServiceBlockingStub stub() {
        return DecisionServiceGrpc.newBlockingStub(channel())
                .withDeadlineAfter(deadline.toNanos(), TimeUnit.NANOSECONDS);
    }

    private ManagedChannel channel() {
        return connection.channel();
    }

    /// Ends the connection; calls under way are cancelled.
    @Override
    public void close() {
        connection.close();
    }
}
