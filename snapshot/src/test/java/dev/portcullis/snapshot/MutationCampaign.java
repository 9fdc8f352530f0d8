package dev.portcullis.snapshot;

import dev.portcullis.snapshot.trust.Trust;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// Opens very many damaged files. Half of them are as an attacker without a key leaves them, and have to be refused;
/// the other half are signed again with a trusted key, and have to be refused with a code or to answer every question.
/// Whatever else happens is a failure: another exception, an answer from a forged file, a look-up that takes longer
/// than a second, a file that never ends. Run by `conformance-tests/peers snapshot-mutations`; a smaller one is part of
/// the tests.
final class MutationCampaign {
    private static final long SLOW_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int FILES_PER_ORIGINAL = 1_000;
    private static final String ANSWERED = "answered";

    private final Trust trust = TestKeys.trust();
    private final Map<String, Long> counts = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();
    private long slowestNanos;

    /// What became of many files.
    ///
    /// @param counts by `signed` or `unsigned` and code
    record Outcome(Map<String, Long> counts, List<String> failures, long slowestNanos) {
        long files() {
            return counts.values().stream().mapToLong(Long::longValue).sum();
        }

        /// Files that did what this kind of file has to do.
        long of(String kind, String code) {
            return counts.getOrDefault(kind + " " + code, 0L);
        }
    }

    private MutationCampaign() {}

    /// @param arguments how many files, by default a million
    public static void main(String[] arguments) throws Exception {
        int files = arguments.length == 0 ? 1_000_000 : Integer.parseInt(arguments[0]);
        Outcome outcome = run(files, Runtime.getRuntime().availableProcessors());
        outcome.counts().forEach((what, count) -> System.out.println(what + ": " + count));
        outcome.failures().stream().limit(20).forEach(failure -> System.out.println("FAILED " + failure));
        System.out.println("slowest look-up: " + outcome.slowestNanos() / 1_000 + " µs");
        long failed = outcome.failures().size();
        System.out.println(outcome.files() + " passed, " + failed + " failed");
        System.exit(failed == 0 && outcome.files() >= files ? 0 : 1);
    }

    /// @param files how many damaged files, at least
    static Outcome run(int files, int threads) throws Exception {
        int originals = Math.ceilDiv(files, FILES_PER_ORIGINAL);
        List<Callable<Outcome>> tasks = new ArrayList<>();
        for (int seed = 0; seed < originals; seed++) {
            int ofThis = seed;
            tasks.add(() -> new MutationCampaign().files(ofThis));
        }
        Map<String, Long> counts = new TreeMap<>();
        List<String> failures = new ArrayList<>();
        long slowest = 0;
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            for (Future<Outcome> task : executor.invokeAll(tasks)) {
                Outcome outcome = task.get();
                outcome.counts().forEach((what, count) -> counts.merge(what, count, Long::sum));
                failures.addAll(outcome.failures());
                slowest = Math.max(slowest, outcome.slowestNanos());
            }
        }
        return new Outcome(counts, failures, slowest);
    }

    /// The files of one original: the sample company, or another of some random size.
    private Outcome files(int seed) {
        SnapshotContent content =
                seed % 2 == 0 ? SampleContent.full() : new RandomContent(seed, 1 + seed / 2 % 12).generate();
        byte[] original = TestSnapshots.write(content);
        var mutations = new Mutations(original);
        var random = new Random(seed);
        for (int i = 0; i < FILES_PER_ORIGINAL; i++) {
            byte[] mutant;
            do {
                mutant = mutant(mutations, random, i);
            } while (Arrays.equals(mutant, original));
            boolean signed = i % 2 == 0;
            if (signed) {
                TestSnapshots.sign(mutant);
            }
            open(mutant, signed, "file " + i + " of seed " + seed);
        }
        return new Outcome(counts, failures, slowestNanos);
    }

    private static byte[] mutant(Mutations mutations, Random random, int i) {
        return switch (i / 2 % 10) {
            case 0 -> mutations.inTheHeader(random);
            case 1 -> mutations.inTheSectionTable(random);
            case 2 -> mutations.ofAnotherLength(random);
            case 3 -> mutations.anywhere(random);
            default -> mutations.inTheSections(random);
        };
    }

    private void open(byte[] mutant, boolean signed, String name) {
        String kind = signed ? "signed " : "unsigned ";
        try (Snapshot snapshot = TestSnapshots.open(mutant, trust)) {
            long nanos = new Interrogation(snapshot).run();
            slowestNanos = Math.max(slowestNanos, nanos);
            if (!signed) {
                failures.add(name + ": is forged and was answered");
            } else if (nanos > SLOW_NANOS) {
                failures.add(name + ": a look-up took " + nanos + " ns");
            } else {
                counts.merge(kind + ANSWERED, 1L, Long::sum);
            }
        } catch (SnapshotFormatException refused) {
            counts.merge(kind + refused.code(), 1L, Long::sum);
        } catch (Exception | Error other) {
            failures.add(name + ": " + other);
        }
    }
}
