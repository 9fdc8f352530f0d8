package dev.portcullis.benchmarks.serve;

import dev.portcullis.benchmarks.figures.Complaints;
import dev.portcullis.benchmarks.figures.Longs;
import dev.portcullis.pdp.log.LogException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeMap;

/// What a run with or without swaps saw, sorted by whether a decision was open during a swap.
final class Outcome {
    private static final long SLOW_NANOS = 20_000_000L;

    final Histogram outside = new Histogram();
    final Histogram preparing = new Histogram();
    final Histogram inside = new Histogram();
    private final Complaints complaints;
    private final IdLedger ledger = new IdLedger();
    private final Longs took = new Longs();
    private final Longs ended = new Longs();
    private long slowestEvaluation;
    private int missing;
    private int swaps;
    private double swapSeconds;

    Outcome(Complaints complaints) {
        this.complaints = complaints;
    }

    /// Counts by powers of two, and what was slow.
    static final class Histogram {
        private final TreeMap<Integer, Long> buckets = new TreeMap<>();
        private long count;
        private long slow;
        private long slowest;

        private void add(long nanos) {
            buckets.merge(Long.SIZE - Long.numberOfLeadingZeros(nanos), 1L, Long::sum);
            count++;
            slow += nanos > SLOW_NANOS ? 1 : 0;
            slowest = Math.max(slowest, nanos);
        }

        /// How many took up to this power of two of nanoseconds, and more than half of it.
        long in(int bucket) {
            return buckets.getOrDefault(bucket, 0L);
        }

        private String text() {
            return String.format("%d decisions, %d over 20 ms, slowest %.1f ms", count, slow, slowest / 1e6);
        }
    }

    /// Judges and keeps a block.
    void add(Load.Block block) throws Exception {
        complaints.unlessNone(block.failures(), "calls failed");
        for (int i = 0; i < block.nanos().size(); i++) {
            took.add(block.nanos().get(i));
            ended.add(block.ended().get(i));
        }
        block.answers().forEach(answer -> {
            long evaluation = Load.judged(answer, ledger, complaints).getEvaluationNs();
            slowestEvaluation = Math.max(slowestEvaluation, evaluation);
        });
    }

    /// Sorts what was kept; a decision that touches both kinds of spans counts as inside of a swap.
    void sort(Windows prepared, Windows swapped) {
        swaps = swapped.size();
        swapSeconds = swapped.seconds();
        for (int i = 0; i < took.size(); i++) {
            long to = ended.get(i);
            long from = to - took.get(i);
            Histogram histogram = swapped.touch(from, to) ? inside : prepared.touch(from, to) ? preparing : outside;
            histogram.add(took.get(i));
        }
    }

    /// Complains of acknowledged decisions that a log does not hold.
    void missingIn(Path log) throws LogException {
        missing = ledger.missingIn(log);
        complaints.unlessNone(missing, "acknowledged decisions are not in the log");
    }

    void addBuckets(Set<Integer> all) {
        all.addAll(outside.buckets.keySet());
        all.addAll(preparing.buckets.keySet());
        all.addAll(inside.buckets.keySet());
    }

    String text() {
        return String.format(
                "%d swaps of %.1f s together; outside %s; while one is prepared %s; inside %s; ids acknowledged %d,"
                        + " missing in log %d; slowest evaluation %.1f ms",
                swaps,
                swapSeconds,
                outside.text(),
                preparing.text(),
                inside.text(),
                ledger.size(),
                missing,
                slowestEvaluation / 1e6);
    }
}
