package dev.portcullis.benchmarks.estate;

import dev.portcullis.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Times look-ups of identities one by one. The clock's own time is measured the same way and taken off.
final class LookUps {
    private static final int LONGEST_NS = 100_000;
    private static final int ROUNDS = 2;

    private final Snapshot snapshot;
    private final Keys keys;

    LookUps(Snapshot snapshot, Keys keys) {
        this.snapshot = snapshot;
        this.keys = keys;
    }

    /// @param mean nanoseconds per look-up when many run behind one another, so that the processor overlaps them
    record Times(long p50, long p99, double mean) {}

    /// @param threads how many look up at the same time, each all keys several times
    Times measure(int threads) throws Exception {
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            run(executor, threads);
            run(executor, threads);
            int[] all = new int[LONGEST_NS + 1];
            double mean = 0;
            for (Timed timed : run(executor, threads)) {
                for (int ns = 0; ns <= LONGEST_NS; ns++) {
                    all[ns] += timed.histogram[ns];
                }
                mean += timed.mean / threads;
            }
            long clock = clock();
            return new Times(Math.max(0, quantile(all, 0.5) - clock), Math.max(0, quantile(all, 0.99) - clock), mean);
        }
    }

    private static final class Timed {
        private final int[] histogram;
        private final double mean;

        Timed(int[] histogram, double mean) {
            this.histogram = histogram;
            this.mean = mean;
        }
    }

    private List<Timed> run(ExecutorService executor, int threads) throws Exception {
        List<Callable<Timed>> tasks = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            int first = thread * (Keys.COUNT / threads);
            tasks.add(() -> new Timed(each(first), perLookUp(first)));
        }
        List<Timed> results = new ArrayList<>();
        for (Future<Timed> task : executor.invokeAll(tasks)) {
            results.add(task.get());
        }
        return results;
    }

    private int[] each(int first) {
        var histogram = new int[LONGEST_NS + 1];
        for (int i = 0; i < ROUNDS * Keys.COUNT; i++) {
            String key = keys.get((first + i) & (Keys.COUNT - 1));
            long before = System.nanoTime();
            int node = snapshot.identity(key);
            long after = System.nanoTime();
            require(node);
            histogram[(int) Math.min(LONGEST_NS, after - before)]++;
        }
        return histogram;
    }

    private static void require(int node) {
        if (node < 0) {
            throw new IllegalStateException("an identity of the snapshot is not found");
        }
    }

    private double perLookUp(int first) {
        int lookUps = ROUNDS * Keys.COUNT;
        long begin = System.nanoTime();
        int characters = 0;
        for (int i = 0; i < lookUps; i++) {
            characters += keys.get((first + i) & (Keys.COUNT - 1)).length();
        }
        long middle = System.nanoTime();
        for (int i = 0; i < lookUps; i++) {
            require(snapshot.identity(keys.get((first + i) & (Keys.COUNT - 1))));
        }
        long end = System.nanoTime();
        require(characters);
        return (double) ((end - middle) - (middle - begin)) / lookUps;
    }

    /// The median of what two readings of the clock lie apart.
    private static long clock() {
        var apart = new long[100_001];
        for (int i = 0; i < apart.length; i++) {
            long before = System.nanoTime();
            apart[i] = System.nanoTime() - before;
        }
        Arrays.sort(apart);
        return apart[apart.length / 2];
    }

    private static long quantile(int[] histogram, double share) {
        long total = Arrays.stream(histogram).asLongStream().sum();
        long seen = 0;
        for (int ns = 0; ns < histogram.length; ns++) {
            seen += histogram[ns];
            if (seen >= share * total) {
                return ns;
            }
        }
        return histogram.length;
    }
}
