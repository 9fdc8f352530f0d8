package dev.portcullis.snapshot;

import dev.portcullis.snapshot.SnapshotFormatException.Corrupt;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Runs checks on all cores, with threads of its own: opening a large file must not starve a shared pool.
final class Parallel {
    /// Below this, starting threads costs more than it saves.
    private static final long ALONE_BYTES = 4L << 20;

    private Parallel() {}

    /// A piece of work that may find the file corrupt.
    @FunctionalInterface
    interface Check {
        void run() throws Corrupt;
    }

    /// Runs all checks, or those up to a failure.
    ///
    /// @param bytes how much there is to read, to decide whether threads pay
    /// @throws Corrupt of the first check in the list that failed
    static void run(List<Check> checks, long bytes) throws Corrupt, InterruptedIOException {
        int cores = Runtime.getRuntime().availableProcessors();
        if (bytes < ALONE_BYTES || cores == 1) {
            for (Check check : checks) {
                check.run();
            }
            return;
        }
        var tasks = new ArrayList<Callable<Boolean>>();
        for (Check check : checks) {
            tasks.add(() -> {
                check.run();
                return true;
            });
        }
        try (var executor = Executors.newFixedThreadPool(cores)) {
            for (Future<Boolean> task : executor.invokeAll(tasks)) {
                task.get();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a snapshot was verified");
        } catch (ExecutionException failed) {
            throw rethrown(failed);
        }
    }

    private static Corrupt rethrown(ExecutionException failed) {
        return switch (failed.getCause()) {
            case Corrupt corrupt -> corrupt;
            case Error error -> throw error;
            case RuntimeException bug -> throw bug;
            case null, default -> throw new AssertionError("BUG: a check throws nothing else", failed);
        };
    }
}
