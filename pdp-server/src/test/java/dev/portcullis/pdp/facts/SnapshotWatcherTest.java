package dev.portcullis.pdp.facts;

import static dev.portcullis.pdp.facts.SnapshotFixture.NOW_NS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.pdp.decision.ActiveState;
import dev.portcullis.pdp.decision.DecisionRequest;
import dev.portcullis.pdp.decision.Facts;
import dev.portcullis.pdp.decision.SnapshotVersion;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoValue;
import dev.portcullis.snapshot.HighWaterMark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotWatcherTest {
    private static final DecisionRequest REQUEST = Requests.of(Larkfield.DANA_DB, "secret.read", Larkfield.S_PSP);

    private static final InstantSource CLOCK = InstantSource.fixed(SnapshotFixture.NOW);

    @TempDir
    Path directory;

    private final ActiveState active = new ActiveState();
    private final RecordedEvents events = new RecordedEvents();
    private SnapshotFixture estate;
    private SnapshotWatcher watcher;

    @BeforeEach
    void watch() throws IOException {
        estate = Larkfield.addTo(new SnapshotFixture(directory));
        watcher = watcher();
    }

    /// What a watcher said, one line per event.
    private static final class RecordedEvents implements SnapshotEvents {
        private final List<String> lines = new ArrayList<>();

        @Override
        public void activated(SnapshotVersion version, String keyId, long tookNanos) {
            lines.add("activated " + version + " signed by " + keyId);
        }

        @Override
        public void rejected(String code, String message) {
            lines.add("rejected " + code);
        }

        List<String> taken() {
            List<String> taken = List.copyOf(lines);
            lines.clear();
            return taken;
        }
    }

    @Test
    void publishedSnapshot_isActivatedOnce() {
        estate.publish(100);
        watcher.look();
        watcher.look();
        assertEquals(List.of("activated 7.100 signed by test"), events.taken());
        Facts facts = Objects.requireNonNull(active.current().facts());
        assertEquals(new SnapshotVersion(7, 100), facts.version());
        assertEquals(NOW_NS - 60_000_000_000L, facts.builtAtNs());
        assertEquals(NOW_NS - 60_000_000_000L + SnapshotFixture.DAY_NS, facts.notAfterNs());
    }

    @Test
    void newerSnapshot_replacesIt_andTheOldMapClosesAfterItsLastLease() {
        estate.publish(100);
        watcher.look();
        Facts old = Objects.requireNonNull(active.acquire().facts());
        RegoObject table = Objects.requireNonNull((RegoObject) old.data().get("credentials"));
        estate.publish(101);
        watcher.look();
        assertEquals(
                new SnapshotVersion(7, 101),
                Objects.requireNonNull(active.current().facts()).version());
        assertFalse(old.acquire(), "a replaced snapshot grants no lease");

        watcher.look();
        assertNotNull(table.key(0), "somebody still reads it");
        old.release();
        watcher.look();
        assertThrows(IllegalStateException.class, () -> table.key(0));
    }

    @Test
    void missingSnapshot_isToldOnce_andUsedWhenItComes() {
        watcher.look();
        watcher.look();
        assertEquals(List.of("rejected missing"), events.taken());
        assertNull(active.current().facts());
        estate.publish(100);
        watcher.look();
        assertEquals(List.of("activated 7.100 signed by test"), events.taken());
    }

    @Test
    void olderSnapshot_isRolledBack_alsoAfterARestart() throws IOException {
        estate.publish(101);
        watcher.look();
        estate.publish(100);
        watcher.look();
        assertEquals(List.of("activated 7.101 signed by test", "rejected rolled_back"), events.taken());
        assertVersion(101);

        watcher().look();
        assertEquals(List.of("rejected rolled_back"), events.taken());
        estate.publish(101);
        watcher().look();
        assertEquals(List.of("activated 7.101 signed by test"), events.taken());
    }

    /// It may be newer than the active one: the publisher's clock is wrong, or it was kept back.
    @Test
    void expiredSnapshot_leavesTheLastGoodOne_andTheMark() throws IOException {
        estate.publish(100);
        watcher.look();
        estate.publish(101);
        InstantSource later = InstantSource.fixed(SnapshotFixture.NOW.plus(Duration.ofDays(1)));
        SnapshotWatcher late = new SnapshotWatcher(source(), active, later, events);
        late.look();
        late.look();
        assertEquals(List.of("activated 7.100 signed by test", "rejected expired"), events.taken());
        assertVersion(100);
        assertEquals("7.100\n", Files.readString(directory.resolve("mark")));
    }

    @Test
    void damagedSnapshot_leavesTheLastGoodOne() throws IOException {
        estate.publish(100);
        watcher.look();
        byte[] bytes = Files.readAllBytes(estate.file);
        bytes[bytes.length / 2] ^= 1;
        replace(bytes);
        watcher.look();
        watcher.look();
        assertEquals(List.of("activated 7.100 signed by test", "rejected corrupt"), events.taken());
        assertVersion(100);

        estate.publish(101);
        watcher.look();
        assertVersion(101);
    }

    @Test
    void keyThatIsNoLongerTrusted_isRefused_untilTheTrustFileSaysOtherwise() throws IOException {
        estate.publish(100);
        String trust = Files.readString(estate.trustFile);
        Files.writeString(estate.trustFile, trust.replace("key test ", "key other "));
        watcher.look();
        assertEquals(List.of("rejected untrusted"), events.taken());
        Files.writeString(estate.trustFile, trust + "\n");
        watcher.look();
        assertEquals(List.of("activated 7.100 signed by test"), events.taken());
    }

    @Test
    void trustFileThatIsMissingOrNotUnderstood_isRefused() throws IOException {
        estate.publish(100);
        String trust = Files.readString(estate.trustFile);
        Files.delete(estate.trustFile);
        watcher.look();
        Files.writeString(estate.trustFile, "nonsense");
        watcher.look();
        assertEquals(List.of("rejected trust_file", "rejected trust_file"), events.taken());
        Files.writeString(estate.trustFile, trust);
        watcher.look();
        assertVersion(100);
    }

    @Test
    void markThatCannotBeWritten_isRefused_andTriedAgain() throws IOException {
        estate.publish(100);
        Files.delete(Files.createDirectory(directory.resolve("state")));
        watcher = new SnapshotWatcher(
                new SnapshotSource(estate.file, estate.trustFile, HighWaterMark.open(directory.resolve("state/mark"))),
                active,
                CLOCK,
                events);
        watcher.look();
        watcher.look();
        assertEquals(List.of("rejected high_water_mark"), events.taken());
        assertNull(active.current().facts());
        Files.createDirectory(directory.resolve("state"));
        watcher.look();
        assertEquals(List.of("activated 7.100 signed by test"), events.taken());
    }

    @Test
    void startedWatcher_findsWhatIsPublishedLater() throws InterruptedException, IOException {
        CountDownLatch activated = new CountDownLatch(1);
        SnapshotEvents latch = new SnapshotEvents() {
            @Override
            public void activated(SnapshotVersion version, String keyId, long tookNanos) {
                activated.countDown();
            }

            @Override
            public void rejected(String code, String message) {}
        };
        try (SnapshotWatcher started = new SnapshotWatcher(source(), active, CLOCK, latch)) {
            started.start(Duration.ofMillis(1));
            assertNull(active.current().facts());
            estate.publish(100);
            activated.await();
            assertVersion(100);
        }
    }

    /// Four threads read whole documents, base data included, while snapshots are replaced under them: each sees
    /// one snapshot from beginning to end, and no map is closed that somebody reads.
    @Test
    void swaps_underConcurrentReaders() throws Exception {
        estate.publish(100);
        watcher.look();
        int readers = 4;
        CountDownLatch reading = new CountDownLatch(readers);
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService threads = Executors.newFixedThreadPool(readers)) {
            List<Future<Long>> results = new ArrayList<>();
            for (int i = 0; i < readers; i++) {
                results.add(threads.submit(() -> readUntil(done, reading)));
            }
            reading.await();
            for (long seq = 101; seq <= 120; seq++) {
                estate.publish(seq);
                watcher.look();
            }
            done.set(true);
            for (Future<Long> result : results) {
                assertTrue(lastSeen(result) >= 100);
            }
        }
        assertVersion(120);
        assertEquals(21, events.taken().size());
    }

    private static long lastSeen(Future<Long> result) throws InterruptedException {
        try {
            return result.get();
        } catch (ExecutionException e) {
            throw new AssertionError("a reader failed", e.getCause());
        }
    }

    private long readUntil(AtomicBoolean done, CountDownLatch reading) {
        long seen = 0;
        boolean last;
        do {
            last = done.get();
            ActiveState.State state = active.acquire();
            Facts facts = Objects.requireNonNull(state.facts());
            try {
                long seq = facts.version().seq();
                assertTrue(seq >= seen, "snapshots never go back");
                seen = seq;
                assertEquals(seq, seq(facts.lineage(REQUEST, NOW_NS)));
                assertEquals(seq, seq(facts.data()));
                RegoObject rows =
                        (RegoObject) Objects.requireNonNull(facts.data().get("consumers"));
                for (int slot = 0; slot < rows.size(); slot++) {
                    assertEquals(rows.value(slot), rows.get(rows.key(slot)));
                }
            } finally {
                state.release();
            }
            reading.countDown();
        } while (!last);
        return seen;
    }

    private static long seq(RegoObject document) {
        RegoValue seq = LineageDocumentTest.at(document, "snapshot", "seq");
        return ((RegoNumber) Objects.requireNonNull(seq)).longValue();
    }

    private void assertVersion(long seq) {
        assertEquals(
                new SnapshotVersion(7, seq),
                Objects.requireNonNull(active.current().facts()).version());
    }

    private SnapshotWatcher watcher() throws IOException {
        return new SnapshotWatcher(source(), active, CLOCK, events);
    }

    private SnapshotSource source() throws IOException {
        return new SnapshotSource(estate.file, estate.trustFile, HighWaterMark.open(directory.resolve("mark")));
    }

    private void replace(byte[] bytes) throws IOException {
        Path other = Files.write(directory.resolve("other"), bytes);
        Files.move(other, estate.file, StandardCopyOption.ATOMIC_MOVE);
    }
}
