package dev.portcullis.lineage.connector;

import java.time.DateTimeException;
import java.time.Instant;

/// Times as text in UTC, `2026-11-02T09:00:00Z`, and as nanoseconds since 1970. Offsets other than `Z` are
/// refused, so that one instant has one spelling up to trailing zeros.
public final class Rfc3339 {
    private Rfc3339() {}

    /// Nanoseconds since 1970.
    ///
    /// @throws IllegalArgumentException when the text is no time in UTC, or outside the years 1970 to 2262
    public static long parse(String text) {
        if (!text.endsWith("Z")) {
            throw new IllegalArgumentException("is not a time in UTC such as `2026-11-02T09:00:00Z`");
        }
        try {
            Instant instant = Instant.parse(text);
            long seconds = Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L);
            long ns = Math.addExact(seconds, instant.getNano());
            if (ns < 0) {
                throw new IllegalArgumentException("is before 1970");
            }
            return ns;
        } catch (DateTimeException malformed) {
            throw new IllegalArgumentException("is not a time in UTC such as `2026-11-02T09:00:00Z`");
        } catch (ArithmeticException overflow) {
            throw new IllegalArgumentException("is after 2262");
        }
    }

    /// The text of a time; fractions only where there are any.
    public static String format(long ns) {
        return Instant.ofEpochSecond(Math.floorDiv(ns, 1_000_000_000L), Math.floorMod(ns, 1_000_000_000L))
                .toString();
    }
}
