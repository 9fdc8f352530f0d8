package dev.portcullis.benchmarks.figures;

import java.util.concurrent.atomic.AtomicInteger;

/// What must not happen while a server is measured: a wrong answer, a failed call, a lost record, a refused bundle.
/// Each
/// is printed when it is heard of, and any of them makes the run a failure. Safe for use by many threads.
public final class Complaints {
    private static final int PRINTED = 20;

    private final AtomicInteger heard = new AtomicInteger();
    private volatile String phase = "";

    /// Says what is going on from now on, so that a complaint tells when it was.
    public void during(String phase) {
        this.phase = phase;
    }

    public void add(String sentence) {
        if (heard.incrementAndGet() <= PRINTED) {
            System.err.println("FAILED in " + phase + ": " + sentence);
        }
    }

    /// Complains of a count that has to be zero.
    public void unlessNone(long count, String what) {
        if (count > 0) {
            add(count + " " + what);
        }
    }

    /// The exit status of the run; says how many complaints there were when there were any.
    public int status() {
        int count = heard.get();
        if (count > 0) {
            System.err.println("the run failed: " + count + " complaints; its figures mean nothing");
        }
        return count == 0 ? 0 : 1;
    }
}
