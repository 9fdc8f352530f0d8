package dev.portcullis.benchmarks.serve;

import dev.portcullis.benchmarks.figures.Complaints;
import dev.portcullis.pdp.log.LogMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;

/// 64 callers while bundle and snapshot are published anew every two seconds: how long decisions took inside and
/// outside
/// of the swaps, next to how long they took in an equal run without any swap.
final class SwapRun {
    private static final int CALLERS = 64;
    private static final long EVERY_NANOS = 2_000_000_000L;
    /// What a swap leaves behind, such as closing the old map, counts as part of it for so long.
    private static final long AFTERMATH_NANOS = 100_000_000L;

    private static final Duration LOOK = Duration.ofMillis(100);
    private static final String DECIDE = "portcullis.pdp.v1.DecisionService/Decide";

    private final Path canon;
    private final int seconds;
    private final long evaluationNanos;
    private final Complaints complaints;

    SwapRun(Path canon, int seconds, long evaluationNanos, Complaints complaints) {
        this.canon = canon;
        this.seconds = seconds;
        this.evaluationNanos = evaluationNanos;
        this.complaints = complaints;
    }

    /// Measures and prints; complains of every error, lost record and swap that did not happen.
    void run() throws Exception {
        Outcome quiet = measure(false);
        Outcome swapping = measure(true);
        System.out.println("milliseconds up to | without swaps | outside of swaps | preparing one | inside of swaps");
        TreeSet<Integer> buckets = new TreeSet<>();
        quiet.addBuckets(buckets);
        swapping.addBuckets(buckets);
        for (int bucket : buckets) {
            System.out.printf(
                    "%18.3f | %13d | %16d | %13d | %15d%n",
                    Math.pow(2, bucket) / 1e6,
                    quiet.outside.in(bucket),
                    swapping.outside.in(bucket),
                    swapping.preparing.in(bucket),
                    swapping.inside.in(bucket));
        }
        System.out.println("without swaps: " + quiet.text());
        System.out.println("with swaps: " + swapping.text());
    }

    private Outcome measure(boolean swapping) throws Exception {
        Path directory = Files.createTempDirectory("swap");
        ServedCanon served = new ServedCanon(canon, directory);
        served.publishBundle(1);
        served.publishSnapshot(1, System.currentTimeMillis() * 1_000_000L);
        Outcome outcome = new Outcome(complaints);
        complaints.during(swapping ? "the run with swaps" : "the run without swaps");
        ServedStack stack = new ServedStack(served, directory, LogMode.ASYNC, LOOK, evaluationNanos, complaints);
        try (stack;
                Load load = new Load(stack.socket)) {
            load.run(DECIDE, CALLERS, 15_000_000_000L, false);
            AtomicBoolean over = new AtomicBoolean();
            Swaps swaps = new Swaps(served, stack, directory.resolve("next.pcs"), over, complaints);
            Thread publisher = Thread.ofPlatform().name("publisher").unstarted(swaps);
            if (swapping) {
                publisher.start();
            }
            for (int second = 0; second < seconds; second += 2) {
                outcome.add(load.run(DECIDE, CALLERS, EVERY_NANOS, true));
            }
            over.set(true);
            publisher.join();
            outcome.sort(swaps.preparing, swaps.swapping);
        }
        outcome.missingIn(stack.logDirectory);
        Directories.delete(directory);
        return outcome;
    }

    /// Publishes again and again, and notes when.
    private static final class Swaps implements Runnable {
        private final Windows preparing = new Windows();
        private final Windows swapping = new Windows();
        private final ServedCanon served;
        private final ServedStack stack;
        private final Path aside;
        private final AtomicBoolean over;
        private final Complaints complaints;

        Swaps(ServedCanon served, ServedStack stack, Path aside, AtomicBoolean over, Complaints complaints) {
            this.served = served;
            this.stack = stack;
            this.aside = aside;
            this.over = over;
            this.complaints = complaints;
        }

        @Override
        public void run() {
            try {
                for (int revision = 2; !over.get(); revision++) {
                    long next = System.nanoTime() + EVERY_NANOS;
                    swap(revision);
                    Thread.sleep(Duration.ofNanos(Math.max(0, next - System.nanoTime())));
                }
            } catch (Exception failed) {
                complaints.add("nothing more was published: " + failed);
            }
        }

        private void swap(int revision) throws Exception {
            long begun = System.nanoTime();
            served.writeSnapshot(revision, System.currentTimeMillis() * 1_000_000L, aside);
            int wanted = stack.activations.get() + 2;
            long published = System.nanoTime();
            preparing.add(begun, published);
            publish(revision);
            while (stack.activations.get() < wanted && System.nanoTime() - published < EVERY_NANOS) {
                Thread.sleep(1);
            }
            if (stack.activations.get() < wanted) {
                complaints.add("revision " + revision + " was not active after two seconds");
            }
            swapping.add(published, Math.max(published, stack.lastActivation.get()) + AFTERMATH_NANOS);
        }

        private void publish(int revision) throws IOException {
            Files.move(aside, served.snapshot, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            served.publishBundle(revision);
        }
    }
}
