package dev.portcullis.pdp.grpc;

import dev.portcullis.pdp.decision.Limits;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// A few threads for what must not hold an event loop; full means no.
final class SlowLane implements AutoCloseable {
    private final ThreadPoolExecutor threads;

    SlowLane(Limits.Serving limits) {
        threads = new ThreadPoolExecutor(
                limits.slowThreads(),
                limits.slowThreads(),
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(limits.slowQueue()),
                task -> new Thread(task, "slow-lane"));
    }

    /// Runs a task soon; false when it will not be run.
    boolean run(Runnable task) {
        try {
            threads.execute(task);
            return true;
        } catch (RejectedExecutionException full) {
            return false;
        }
    }

    /// Ends when what was taken is done.
    @Override
    public void close() {
        threads.close();
    }
}
