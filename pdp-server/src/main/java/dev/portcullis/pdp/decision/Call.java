package dev.portcullis.pdp.decision;

/// How a request reached the server.
///
/// @param door the inbound protocol, such as `grpc`
/// @param caller who called
/// @param deadlineNanos [System#nanoTime] at which the caller stops waiting; [#NO_DEADLINE] for never
public record Call(String door, Caller caller, long deadlineNanos) {
    public static final long NO_DEADLINE = Long.MAX_VALUE;
}
