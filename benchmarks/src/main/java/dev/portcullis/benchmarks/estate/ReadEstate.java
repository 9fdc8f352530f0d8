package dev.portcullis.benchmarks.estate;

import dev.portcullis.snapshot.Snapshot;
import dev.portcullis.snapshot.trust.Trust;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/// A process that opens a published estate and answers from it: prints how long opening took, then the times of
/// look-ups, then waits for the end of its input, so that its memory can be read.
public final class ReadEstate {
    private ReadEstate() {}

    /// @param arguments folder; then `lookups` to measure those, too
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        Path file = folder.resolve(PublishEstate.SNAPSHOT);
        Trust trust = Trust.read(folder.resolve(PublishEstate.TRUST));
        long started = System.nanoTime();
        try (Snapshot snapshot = Snapshot.open(file, trust, Instant.now())) {
            double seconds = (System.nanoTime() - started) / 1e9;
            Report.print("nodes", snapshot.nodes(), "bytes", Files.size(file), "open_s", seconds);
            for (int i = 1; i < arguments.length; i++) {
                lookUps(snapshot, Keys.Choice.valueOf(arguments[i]));
            }
            System.in.read();
        }
    }

    private static void lookUps(Snapshot snapshot, Keys.Choice choice) throws Exception {
        var lookUps = new LookUps(snapshot, new Keys(snapshot, choice));
        for (int threads = 1; threads <= 2; threads++) {
            LookUps.Times times = lookUps.measure(threads);
            Report.print("threads", threads, "p50_ns", times.p50(), "p99_ns", times.p99(), "mean_ns", times.mean());
        }
    }
}
