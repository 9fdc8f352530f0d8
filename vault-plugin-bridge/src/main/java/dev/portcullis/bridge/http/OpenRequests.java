package dev.portcullis.bridge.http;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// How many requests were read and not yet answered, for whoever stops the listener.
final class OpenRequests {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition fewer = lock.newCondition();
    private int open;
    private boolean ending;

    void begin() {
        lock.lock();
        try {
            open++;
        } finally {
            lock.unlock();
        }
    }

    void end() {
        lock.lock();
        try {
            open--;
            fewer.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Whether connections end with the request they are at.
    boolean isEnding() {
        lock.lock();
        try {
            return ending;
        } finally {
            lock.unlock();
        }
    }

    /// From now on connections end with their request.
    void endConnections() {
        lock.lock();
        try {
            ending = true;
        } finally {
            lock.unlock();
        }
    }

    /// Returns when no request is open, or after the time.
    void awaitNone(Duration most) {
        lock.lock();
        try {
            long left = most.toNanos();
            while (open > 0 && left > 0) {
                left = fewer.awaitNanos(left);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
