package dev.portcullis.pdp.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FactsLeasesTest {
    @Test
    void leases_areGrantedUntilRetired() {
        FactsLeases leases = new FactsLeases();
        assertTrue(leases.acquire());
        assertTrue(leases.acquire());
        leases.retire();
        assertFalse(leases.acquire());
        leases.release();
        assertFalse(leases.idle());
        leases.release();
        assertTrue(leases.idle());
    }

    @Test
    void unretired_isNeverIdle() {
        assertFalse(new FactsLeases().idle());
    }

    @Test
    void leaseGivenBackOnAnotherThread_counts() throws InterruptedException {
        FactsLeases leases = new FactsLeases();
        leases.acquire();
        Thread other = Thread.ofPlatform().start(leases::release);
        other.join();
        leases.retire();
        assertTrue(leases.idle());
    }

    /// Whenever retired leases are idle, no thread that was granted one still reads, whoever gives it back.
    @Test
    void idle_isNeverSaidTooEarly() throws Exception {
        int readers = 4;
        CyclicBarrier round = new CyclicBarrier(readers + 1);
        FactsLeases[] current = {new FactsLeases()};
        AtomicInteger reading = new AtomicInteger();
        int rounds = 300;
        try (ExecutorService threads = Executors.newFixedThreadPool(readers)) {
            List<Future<?>> results = new ArrayList<>();
            for (int i = 0; i < readers; i++) {
                results.add(threads.submit(() -> read(current, rounds, round, reading)));
            }
            for (int i = 0; i < rounds; i++) {
                round.await();
                FactsLeases leases = current[0];
                for (int spin = 0; spin < i % 50; spin++) {
                    Thread.onSpinWait();
                }
                leases.retire();
                while (!leases.idle()) {
                    Thread.onSpinWait();
                }
                assertEquals(0, reading.get());
                round.await();
                current[0] = new FactsLeases();
            }
            for (Future<?> result : results) {
                result.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError("a reader failed", e.getCause());
        }
    }

    private static void read(FactsLeases[] current, int rounds, CyclicBarrier round, AtomicInteger reading) {
        try {
            for (int i = 0; i < rounds; i++) {
                round.await();
                FactsLeases leases = current[0];
                while (leases.acquire()) {
                    reading.incrementAndGet();
                    Thread.onSpinWait();
                    reading.decrementAndGet();
                    leases.release();
                }
                round.await();
            }
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new AssertionError(e);
        }
    }
}
