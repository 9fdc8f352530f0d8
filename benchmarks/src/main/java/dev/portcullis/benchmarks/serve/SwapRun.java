package dev.portcullis.benchmarks.serve;

import dev.portcullis.pdp.log.LogMode;
import dev.portcullis.proto.pdp.v1.Decision;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;

/// 64 callers while bundle and snapshot are published anew every two seconds: how long decisions took, next to how long
/// they took in an equal run without any swap.
final class SwapRun {
    private static final int CALLERS = 64;
    private static final long SLOW_NANOS = 20_000_000L;
    private static final String DECIDE = "portcullis.pdp.v1.DecisionService/Decide";

    private final Path canon;
    private final int seconds;

    SwapRun(Path canon, int seconds) {
        this.canon = canon;
        this.seconds = seconds;
    }

    /// Measures and prints; the last line counts what must not be.
    void run() throws Exception {
        Outcome quiet = measure(false);
        Outcome swapping = measure(true);
        System.out.println("milliseconds up to | without swaps | with swaps");
        Map<Integer, long[]> rows = new TreeMap<>();
        quiet.buckets.forEach((bucket, count) -> rows.computeIfAbsent(bucket, _ -> new long[2])[0] = count);
        swapping.buckets.forEach((bucket, count) -> rows.computeIfAbsent(bucket, _ -> new long[2])[1] = count);
        rows.forEach((bucket, counts) ->
                System.out.printf("%18.3f | %13d | %10d%n", Math.pow(2, bucket) / 1e6, counts[0], counts[1]));
        System.out.println(quiet.line("without swaps"));
        System.out.println(swapping.line("with swaps"));
    }

    private Outcome measure(boolean swapping) throws Exception {
        Path directory = Files.createTempDirectory("swap");
        ServedCanon served = new ServedCanon(canon, directory);
        served.publishBundle(1);
        served.publishSnapshot(1, System.currentTimeMillis() * 1_000_000L);
        Outcome outcome = new Outcome();
        ServedStack stack = new ServedStack(served, directory, LogMode.ASYNC, Duration.ofMillis(100));
        try (stack;
                Load load = new Load(stack.socket)) {
            load.run(DECIDE, CALLERS, 15_000_000_000L, false);
            int before = stack.activations.get();
            AtomicBoolean over = new AtomicBoolean();
            Thread publisher = Thread.ofPlatform().start(() -> publish(served, swapping, over));
            for (int second = 0; second < seconds; second += 2) {
                outcome.take(load.run(DECIDE, CALLERS, 2_000_000_000L, true));
            }
            over.set(true);
            publisher.join();
            outcome.activations = stack.activations.get() - before;
        }
        outcome.missing = outcome.ledger.missingIn(stack.logDirectory);
        Directories.delete(directory);
        return outcome;
    }

    private static void publish(ServedCanon served, boolean swapping, AtomicBoolean over) {
        try {
            for (int revision = 2; !over.get(); revision++) {
                if (swapping) {
                    served.publishBundle(revision);
                    served.publishSnapshot(revision, System.currentTimeMillis() * 1_000_000L);
                }
                Thread.sleep(2_000);
            }
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static final class Outcome {
        private final Map<Integer, Long> buckets = new TreeMap<>();
        private final IdLedger ledger = new IdLedger();
        private int answers;
        private int errors;
        private int slow;
        private long slowest;
        private long slowestEvaluation;
        private int activations;
        private int missing;

        void take(Load.Block block) throws Exception {
            errors += block.failures();
            for (int i = 0; i < block.nanos().size(); i++) {
                long nanos = block.nanos().get(i);
                buckets.merge(Long.SIZE - Long.numberOfLeadingZeros(nanos), 1L, Long::sum);
                slow += nanos > SLOW_NANOS ? 1 : 0;
                slowest = Math.max(slowest, nanos);
            }
            for (byte[] answer : block.answers()) {
                Decision decision = Load.decision(answer);
                ledger.acknowledged(decision.getDecisionId());
                answers++;
                errors += Load.allows(decision) ? 0 : 1;
                slowestEvaluation = Math.max(slowestEvaluation, decision.getEvaluationNs());
            }
        }

        String line(String name) {
            return String.format(
                    "%s: %d activations, %d decisions, %d errors, %d records missing, %d over 20 ms, slowest %.1f ms,"
                            + " slowest inside the server %.1f ms",
                    name, activations, answers, errors, missing, slow, slowest / 1e6, slowestEvaluation / 1e6);
        }
    }
}
