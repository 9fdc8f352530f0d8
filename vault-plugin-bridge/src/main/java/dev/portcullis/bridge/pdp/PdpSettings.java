package dev.portcullis.bridge.pdp;

import java.time.Duration;

/// How decisions are asked for.
///
/// @param deadline from the question to its answer, from 1 ms to 10 s; no answer by then is a denial
public record PdpSettings(Endpoint endpoint, Duration deadline, Limits limits) {
    /// The deadline when nobody sets one.
    public static final Duration DEFAULT_DEADLINE = Duration.ofMillis(50);

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    public PdpSettings {
        if (deadline.compareTo(SHORTEST) < 0 || deadline.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("the deadline is `" + deadline + "`, allowed is 1 ms to 10 s");
        }
    }

    /// Default deadline and limits.
    public static PdpSettings of(Endpoint endpoint) {
        return new PdpSettings(endpoint, DEFAULT_DEADLINE, Limits.DEFAULT);
    }

    /// Limits of the client. Reaching one is [Outage#OVERLOADED] or [Outage#UNASKABLE], hence a denial.
    ///
    /// @param inFlight questions without an answer, at once; below the server's limit for one stream
    /// @param questionBytes longest question on the wire; below the server's limit, which would end the stream for
    ///     all
    /// @param answerBytes longest answer on the wire; a longer one ends the stream
    public record Limits(int inFlight, int questionBytes, int answerBytes) {
        public static final Limits DEFAULT = new Limits(512, 64 << 10, 256 << 10);

        public Limits {
            if (inFlight < 1 || questionBytes < 1 || answerBytes < 1) {
                throw new IllegalArgumentException("a limit of the client is below 1");
            }
        }
    }
}
