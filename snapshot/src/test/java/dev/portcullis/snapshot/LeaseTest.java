package dev.portcullis.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LeaseTest {
    private static final int READERS = 4;
    private static final int SWAPS = 200;

    @TempDir
    private Path directory;

    private Snapshot open() throws Exception {
        Path file = directory.resolve("snapshot");
        if (!Files.exists(file)) {
            new SnapshotWriter(TestKeys.first("test-1")).publish(SampleContent.full(), file);
        }
        return Snapshot.open(file, TestKeys.trust(), TestKeys.NOW);
    }

    @Test
    void close_whileLeased_isDeferred() throws Exception {
        Snapshot snapshot = open();
        SnapshotLease first = snapshot.acquire();
        SnapshotLease second = snapshot.acquire();
        assertNotNull(first);
        assertNotNull(second);
        snapshot.close();
        assertNull(snapshot.acquire());
        first.close();
        first.close();
        snapshot.close();
        assertEquals(SampleContent.SETTLE, snapshot.id(second.snapshot().consumer(SampleContent.SETTLE)));
        second.close();
        assertThrows(IllegalStateException.class, () -> snapshot.consumer(SampleContent.SETTLE));
        assertThrows(IllegalStateException.class, snapshot::toContent);
        assertNull(snapshot.acquire());
    }

    @Test
    void version_afterTheMapIsGone_isStillKnown() throws Exception {
        Snapshot snapshot = open();
        snapshot.close();
        assertEquals(new SnapshotVersion(7, 100), snapshot.version());
    }

    @Test
    void readers_underSwaps_neverSeeAClosedMap() throws Exception {
        var current = new AtomicReference<>(open());
        try (var executor = Executors.newFixedThreadPool(READERS + 1)) {
            Future<Boolean> swaps = executor.submit(() -> {
                for (int i = 0; i < SWAPS; i++) {
                    current.getAndSet(open()).close();
                }
                return true;
            });
            Callable<Long> reader = () -> {
                long reads = 0;
                do {
                    try (SnapshotLease lease = current.get().acquire()) {
                        if (lease != null) {
                            Snapshot snapshot = lease.snapshot();
                            assertEquals(SampleContent.KEY, snapshot.id(snapshot.credential(SampleContent.KEY)));
                            reads++;
                        }
                    }
                } while (!swaps.isDone());
                return reads;
            };
            var readers = new ArrayList<Future<Long>>();
            for (int i = 0; i < READERS; i++) {
                readers.add(executor.submit(reader));
            }
            swaps.get();
            for (Future<Long> done : readers) {
                assertFalse(done.get() == 0);
            }
        }
        current.get().close();
    }
}
