package dev.portcullis.pdp.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/// A disk over the real one that can be full, refuse to force, write half a batch, or take its time.
final class FakeDisk implements LogDisk {
    volatile boolean full;
    volatile boolean halfWrites;
    volatile boolean forceFails;
    volatile boolean truncateFails;
    final AtomicInteger forced = new AtomicInteger();
    volatile CountDownLatch gate = new CountDownLatch(0);
    /// A permit for each write that has come to the gate.
    final Semaphore arrivals = new Semaphore(0);

    @Override
    public LogFile create(Path file) throws IOException {
        refuse(full);
        LogFile real = REAL.create(file);
        return new LogFile() {
            @Override
            public void write(ByteBuffer bytes, long offset) throws IOException {
                await();
                if (halfWrites) {
                    real.write(bytes.slice(0, bytes.remaining() / 2), offset);
                    refuse(true);
                }
                refuse(full);
                real.write(bytes, offset);
            }

            @Override
            public void force() throws IOException {
                refuse(forceFails);
                forced.incrementAndGet();
                real.force();
            }

            @Override
            public void truncate(long length) throws IOException {
                refuse(truncateFails);
                real.truncate(length);
            }

            @Override
            public void close() throws IOException {
                real.close();
            }
        };
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        REAL.forceDirectory(directory);
    }

    private void await() throws IOException {
        arrivals.release();
        try {
            gate.await();
        } catch (InterruptedException interrupted) {
            throw new IOException(interrupted);
        }
    }

    private static void refuse(boolean when) throws IOException {
        if (when) {
            throw new IOException("No space left on device");
        }
    }
}
