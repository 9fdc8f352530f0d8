package dev.portcullis.pdp.decision;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/// Ids of decisions: UUIDv7 (RFC 9562), 48 bits of milliseconds and 74 random bits. A seam, so that tests can
/// foresee
/// them.
@FunctionalInterface
public interface DecisionIds {
    /// Random ids. They name decisions and grant nothing, so an unpredictable generator is not needed.
    DecisionIds RANDOM = timeNs -> {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return versionSeven(timeNs, random.nextLong(), random.nextLong());
    };

    /// An id for a decision made at a time in nanoseconds since 1970.
    UUID next(long timeNs);

    /// The UUIDv7 of a time and 128 bits, of which 74 are used.
    static UUID versionSeven(long timeNs, long high, long low) {
        long millis = Math.floorDiv(timeNs, 1_000_000L);
        return new UUID((millis << 16) | 0x7000 | (high & 0xFFF), (1L << 63) | (low & 0x3FFF_FFFF_FFFF_FFFFL));
    }
}
