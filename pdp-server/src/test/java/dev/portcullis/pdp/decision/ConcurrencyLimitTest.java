package dev.portcullis.pdp.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ConcurrencyLimitTest {
    private static final long USUAL_NANOS = 100_000;

    @Test
    void startsBetweenItsBounds_andCounts() {
        ConcurrencyLimit limit = new ConcurrencyLimit(4, 16);
        for (int i = 0; i < 8; i++) {
            assertTrue(limit.enter());
        }
        assertEquals(8, limit.open());
        assertFalse(limit.enter());
        limit.leave();
        assertTrue(limit.enter());
    }

    @Test
    void fastAnswersAtTheLimit_raiseIt_toTheMost() {
        ConcurrencyLimit limit = new ConcurrencyLimit(4, 64);
        rounds(limit, 400, USUAL_NANOS);
        assertEquals(64, limit.limit());
    }

    @Test
    void answersThatSlowDown_lowerIt_andFastOnesRaiseItAgain() {
        ConcurrencyLimit limit = new ConcurrencyLimit(4, 64);
        rounds(limit, 400, USUAL_NANOS);
        long nanos = USUAL_NANOS;
        for (int i = 0; i < 60; i++) {
            nanos += nanos / 4;
            rounds(limit, 20, nanos);
        }
        // Room for a queue of one keeps it a little above.
        assertTrue(limit.limit() <= 8, () -> "the limit is " + limit.limit());
        rounds(limit, 4_000, USUAL_NANOS);
        assertEquals(64, limit.limit());
    }

    @Test
    void limitThatIsNotUsed_isNotRaised() {
        ConcurrencyLimit limit = new ConcurrencyLimit(4, 64);
        for (int i = 0; i < 10_000; i++) {
            assertTrue(limit.enter());
            limit.leave(USUAL_NANOS);
        }
        assertEquals(16, limit.limit());
    }

    /// Fills the limit and empties it again.
    private static void rounds(ConcurrencyLimit limit, int rounds, long nanos) {
        for (int i = 0; i < rounds; i++) {
            int open = 0;
            while (limit.enter()) {
                open++;
            }
            for (int k = 0; k < open; k++) {
                limit.leave(nanos);
            }
        }
    }
}
