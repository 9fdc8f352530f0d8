package dev.portcullis.cli.grpc;

import io.grpc.StatusRuntimeException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// No decision was made. The message is one sentence for a person; an enforcement point would have to deny.
public final class NoDecisionException extends Exception {
    private static final long serialVersionUID = 1L;

    NoDecisionException(String message) {
        super("no decision: " + message, null, false, false);
    }

    static NoDecisionException of(Throwable failure, Endpoint endpoint, Duration deadline) {
        if (!(failure instanceof StatusRuntimeException call)) {
            return new NoDecisionException("the call to `" + endpoint + "` failed: " + failure.getMessage());
        }
        var status = call.getStatus();
        return switch (status.getCode()) {
            case UNAVAILABLE ->
                new NoDecisionException("cannot reach a decision point at `" + endpoint + "` ("
                        + reason(status.getDescription(), status.getCause()) + "); start one with `portcullis serve`");
            case DEADLINE_EXCEEDED ->
                new NoDecisionException("the decision point at `" + endpoint + "` did not answer within "
                        + deadline.toMillis() + " ms; `--deadline` waits longer");
            default -> {
                String description = status.getDescription();
                yield new NoDecisionException("the decision point at `" + endpoint + "` answered " + status.getCode()
                        + (description == null ? "" : ": " + firstLine(description)));
            }
        };
    }

    private static String reason(@Nullable String description, @Nullable Throwable cause) {
        Throwable root = cause;
        while (root != null && root.getCause() != null) {
            root = root.getCause();
        }
        if (root != null && root.getMessage() != null) {
            String message = firstLine(root.getMessage());
            return message.contains("Connection refused") ? "connection refused" : message;
        }
        return description == null ? "no reason given" : firstLine(description);
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
