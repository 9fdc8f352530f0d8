package dev.portcullis.benchmarks.serve;

import dev.portcullis.benchmarks.figures.Blocks;
import dev.portcullis.benchmarks.figures.Complaints;
import dev.portcullis.benchmarks.figures.Ratios;
import dev.portcullis.pdp.decision.Limits;
import dev.portcullis.pdp.log.LogMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/// Decide beside an echo of the same bytes on the same server, connection and event loop, in blocks that alternate, so
/// that a machine that slows down slows both. Started by `benchmarks/run serve`, which explains the arguments.
final class ServeBenchmark {
    private static final String DECIDE = "portcullis.pdp.v1.DecisionService/Decide";
    private static final String EVALUATION = "--evaluation-ms=";
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Path canon;
    private final Options options;
    private final Complaints complaints;

    private ServeBenchmark(Path canon, Options options, Complaints complaints) {
        this.canon = canon;
        this.options = options;
        this.complaints = complaints;
    }

    /// @param blocks of each kind
    /// @param blockNanos length of one
    /// @param warmNanos before the first
    /// @param evaluationNanos longest evaluation: that of the product, unless another one is asked for
    private record Options(int blocks, long blockNanos, long warmNanos, List<Integer> callers, long evaluationNanos) {
        static Options of(List<String> arguments) {
            boolean quick = arguments.contains("--quick");
            List<Integer> callers = new ArrayList<>();
            arguments.stream()
                    .filter(each -> each.startsWith("--callers="))
                    .flatMap(each ->
                            Arrays.stream(each.substring("--callers=".length()).split(",", -1)))
                    .forEach(each -> callers.add(Integer.valueOf(each)));
            return new Options(
                    quick ? 8 : 60,
                    1_000_000_000L,
                    quick ? 8_000_000_000L : 20_000_000_000L,
                    callers.isEmpty() ? List.of(1, 16, 64) : callers,
                    arguments.stream()
                            .filter(each -> each.startsWith(EVALUATION))
                            .mapToLong(each -> Long.parseLong(each.substring(EVALUATION.length())) * 1_000_000)
                            .findFirst()
                            .orElse(Limits.Evaluation.DEFAULT.timeNanos()));
        }
    }

    /// Measures and prints; the exit status is not 0 when an answer was wrong or a record is missing.
    public static void main(String[] arguments) throws Exception {
        List<String> given = List.of(arguments);
        Path canon = Path.of(System.getenv().getOrDefault("PORTCULLIS_CANON", "../shared/canon"), "decision");
        Complaints complaints = new Complaints();
        Options options = Options.of(given);
        System.out.println("an evaluation may take " + options.evaluationNanos / 1_000 + " µs");
        if (given.contains("--swap")) {
            new SwapRun(canon, given.contains("--quick") ? 10 : 60, options.evaluationNanos, complaints).run();
        } else {
            new ServeBenchmark(canon, options, complaints).run();
        }
        System.exit(complaints.status());
    }

    private void run() throws Exception {
        System.out.println(
                "callers | decide p50 µs | echo p50 µs | p50 ratio | p99 ratio | decide p99 µs | echo p99 µs |"
                        + " decide/s | echo/s | ids acknowledged | missing in log");
        for (int callers : options.callers) {
            System.out.println(beside(callers));
        }
        for (LogMode mode : LogMode.values()) {
            System.out.println(throughput(mode));
        }
    }

    /// The row of one number of callers.
    private String beside(int callers) throws Exception {
        Path directory = Files.createTempDirectory("serve");
        ServedCanon served = new ServedCanon(canon, directory);
        served.publishBundle(1);
        served.publishSnapshot(1, System.currentTimeMillis() * 1_000_000L);
        IdLedger ledger = new IdLedger();
        Blocks decide = new Blocks(DECIDE);
        Blocks echo = new Blocks(ServedStack.ECHO);
        Ratios p50 = new Ratios();
        Ratios p99 = new Ratios();
        ServedStack stack =
                new ServedStack(served, directory, LogMode.ASYNC, LOOK, options.evaluationNanos, complaints);
        try (stack;
                Load load = new Load(stack.socket)) {
            complaints.during("the warm-up for " + callers + " callers");
            stack.echoed.set(take(load.run(DECIDE, callers, options.warmNanos, true), ledger));
            load.run(ServedStack.ECHO, callers, options.warmNanos / 2, false);
            for (int block = 0; block < options.blocks; block++) {
                complaints.during("block " + block + " of " + callers + " callers");
                boolean decideFirst = block % 2 == 0;
                Load.Block first = load.run(decideFirst ? DECIDE : ServedStack.ECHO, callers, options.blockNanos, true);
                Load.Block second =
                        load.run(decideFirst ? ServedStack.ECHO : DECIDE, callers, options.blockNanos, true);
                Load.Block ours = decideFirst ? first : second;
                Load.Block floor = decideFirst ? second : first;
                take(ours, ledger);
                decide.add(ours.nanos(), ours.tookNanos());
                echo.add(floor.nanos(), floor.tookNanos());
                p50.add(decide.last(0.5), echo.last(0.5));
                p99.add(decide.last(0.99), echo.last(0.99));
            }
        }
        int missing = ledger.missingIn(stack.logDirectory);
        complaints.unlessNone(missing, "acknowledged decisions are not in the log");
        Directories.delete(directory);
        return String.format(
                "%7d | %s | %s | %s | %s | %s | %s | %.0f | %.0f | %d | %d",
                callers,
                decide.micros(0.5),
                echo.micros(0.5),
                p50.text(),
                p99.text(),
                decide.micros(0.99),
                echo.micros(0.99),
                decide.perSecond(),
                echo.perSecond(),
                ledger.size(),
                missing);
    }

    private String throughput(LogMode mode) throws Exception {
        int callers = 64;
        Path directory = Files.createTempDirectory("serve");
        ServedCanon served = new ServedCanon(canon, directory);
        served.publishBundle(1);
        served.publishSnapshot(1, System.currentTimeMillis() * 1_000_000L);
        IdLedger ledger = new IdLedger();
        Blocks decide = new Blocks(DECIDE);
        ServedStack stack = new ServedStack(served, directory, mode, LOOK, options.evaluationNanos, complaints);
        try (stack;
                Load load = new Load(stack.socket)) {
            complaints.during("the warm-up of mode " + mode);
            take(load.run(DECIDE, callers, options.warmNanos / 2, true), ledger);
            for (int block = 0; block < Math.max(5, options.blocks / 6); block++) {
                complaints.during("block " + block + " of mode " + mode);
                Load.Block ours = load.run(DECIDE, callers, options.blockNanos, true);
                decide.add(ours.nanos(), ours.tookNanos());
                take(ours, ledger);
            }
        }
        int missing = ledger.missingIn(stack.logDirectory);
        complaints.unlessNone(missing, "acknowledged decisions are not in the log");
        Directories.delete(directory);
        return String.format(
                "%s, %d callers: %.0f decisions/s, p50 %s µs, p99 %s µs, ids acknowledged %d, missing in log %d",
                mode, callers, decide.perSecond(), decide.micros(0.5), decide.micros(0.99), ledger.size(), missing);
    }

    /// Checks the answers of a block and notes their ids.
    ///
    /// @return the last answer
    private byte[] take(Load.Block block, IdLedger ledger) throws Exception {
        complaints.unlessNone(block.failures(), "calls failed");
        AtomicReference<byte[]> last = new AtomicReference<>(new byte[0]);
        block.answers().forEach(answer -> {
            Load.judged(answer, ledger, complaints);
            last.set(answer);
        });
        return last.get();
    }
}
