package dev.portcullis.pdp.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.pdp.decision.DecisionRecord;
import dev.portcullis.pdp.decision.FakeFacts;
import dev.portcullis.pdp.decision.FakePolicies;
import dev.portcullis.pdp.grpc.ProtoRecordCodec;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SegmentLogTest {
    private static final RecordCodec CODEC = new ProtoRecordCodec();
    private static final RegoObject SERVER = RegoObject.of(Map.of("bundle", RegoString.of("/bundles/x")));

    @TempDir
    Path directory;

    private final FakeDisk disk = new FakeDisk();

    @ParameterizedTest
    @EnumSource(LogMode.class)
    void append_readsBackAsWritten(LogMode mode) throws Exception {
        Decisions decisions = Decisions.denied();
        List<DecisionRecord> made = List.of(decisions.next(), decisions.next(), decisions.next());
        try (SegmentLog log = open(mode)) {
            for (DecisionRecord record : made) {
                assertTrue(append(log, record).get(10, TimeUnit.SECONDS));
            }
        }

        LogReader reader = LogReader.open(directory, CODEC);
        for (DecisionRecord record : made) {
            StoredRecord stored = reader.next().orElseThrow();
            assertEquals(record.decision().id(), stored.decision().id());
            assertEquals(
                    record.decision().verdict().reasons(),
                    stored.decision().verdict().reasons());
            assertEquals(
                    record.decision().verdict().obligations(),
                    stored.decision().verdict().obligations());
            assertEquals(
                    record.decision().verdict().labels(),
                    stored.decision().verdict().labels());
            assertEquals(record.decision().versions(), stored.decision().versions());
            assertEquals(record.request(), stored.request());
            assertEquals(record.call(), stored.call());
            assertEquals(record.timeNs(), stored.timeNs());
            assertEquals("data.portcullis.decision", stored.entrypoint());
            assertEquals(FakeFacts.LINEAGE, reader.lineage(stored));
            assertEquals(Decisions.ROW, reader.facts(stored.rows().getFirst().digest()));
        }
        assertTrue(reader.next().isEmpty());
        assertEquals(SERVER, reader.server());
        assertEquals(0, decisions.facts.leases());
    }

    @Test
    void append_equalFactsAreWrittenOnce() throws Exception {
        Decisions decisions = Decisions.denied();
        try (SegmentLog log = open(LogMode.DURABLE)) {
            for (int i = 0; i < 5; i++) {
                append(log, decisions.next()).get(10, TimeUnit.SECONDS);
            }
        }

        // The one part of the lineage and the one row are equal.
        assertEquals(1, count(Frame.Type.FACTS));
        assertEquals(5, count(Frame.Type.DECISION));
    }

    @Test
    void append_async_answersBeforeTheDiskDoes() throws Exception {
        Decisions decisions = Decisions.denied();
        try (SegmentLog log = open(LogMode.ASYNC)) {
            disk.gate = new CountDownLatch(1);
            CompletableFuture<Boolean> answer = append(log, decisions.next());

            assertTrue(answer.isDone());
            disk.gate.countDown();
        }
        assertEquals(1, count(Frame.Type.DECISION));
    }

    @Test
    void append_durable_answersAfterTheDiskDid() throws Exception {
        Decisions decisions = Decisions.denied();
        try (SegmentLog log = open(LogMode.DURABLE)) {
            CountDownLatch gate = new CountDownLatch(1);
            disk.gate = gate;
            CompletableFuture<Boolean> answer = append(log, decisions.next());

            assertFalse(answer.isDone());
            gate.countDown();
            assertTrue(answer.get(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void append_fsync_forcesBeforeItAnswers() throws Exception {
        Decisions decisions = Decisions.denied();
        try (SegmentLog log = open(LogMode.FSYNC)) {
            int before = disk.forced.get();
            assertTrue(append(log, decisions.next()).get(10, TimeUnit.SECONDS));
            assertTrue(disk.forced.get() > before);

            disk.forceFails = true;
            assertFalse(append(log, decisions.next()).get(10, TimeUnit.SECONDS));
            disk.forceFails = false;
            assertTrue(append(log, decisions.next()).get(10, TimeUnit.SECONDS));
        }
        assertIntact(2);
    }

    @Test
    void append_durable_fullDisk_saysSoAndRecovers() throws Exception {
        Decisions decisions = Decisions.denied();
        try (SegmentLog log = open(LogMode.DURABLE)) {
            assertTrue(append(log, decisions.next()).get(10, TimeUnit.SECONDS));
            disk.full = true;
            assertFalse(append(log, decisions.next()).get(10, TimeUnit.SECONDS));
            assertFalse(append(log, decisions.next()).get(10, TimeUnit.SECONDS));
            assertEquals("No space left on device", log.counters().problem());
            assertEquals(2, log.counters().lost());
            disk.full = false;

            assertTrue(append(log, decisions.next()).get(10, TimeUnit.SECONDS));
            assertEquals("", log.counters().problem());
            assertEquals(2, log.counters().stored());
        }
        assertIntact(2);
        assertEquals(List.of(2L), gaps());
    }

    @Test
    void append_halfWrittenBatch_isCutBeforeTheNext() throws Exception {
        Decisions decisions = Decisions.denied();
        try (SegmentLog log = open(LogMode.DURABLE)) {
            disk.halfWrites = true;
            disk.truncateFails = true;
            assertFalse(append(log, decisions.next()).get(10, TimeUnit.SECONDS));
            disk.halfWrites = false;
            assertFalse(append(log, decisions.next()).get(10, TimeUnit.SECONDS));
            disk.truncateFails = false;

            assertTrue(append(log, decisions.next()).get(10, TimeUnit.SECONDS));
        }
        assertIntact(1);
    }

    @Test
    void append_async_fullDisk_countsAndWritesAGap() throws Exception {
        Decisions decisions = Decisions.denied();
        CompletableFuture<Boolean> unread;
        try (SegmentLog log = open(LogMode.DURABLE)) {
            unread = append(log, decisions.next());
        }
        assertTrue(unread.isDone());
        try (SegmentLog log = open(LogMode.ASYNC)) {
            CountDownLatch gate = new CountDownLatch(1);
            disk.gate = gate;
            disk.full = true;
            assertTrue(append(log, decisions.next()).get(10, TimeUnit.SECONDS));
            gate.countDown();
            awaitLost(log, 1);
            disk.full = false;
            assertTrue(append(log, decisions.next()).get(10, TimeUnit.SECONDS));
        }
        assertIntact(2);
        assertEquals(List.of(1L), gaps());
    }

    @ParameterizedTest
    @EnumSource(
            value = LogMode.class,
            names = {"ASYNC", "DURABLE"})
    void append_fullQueue_refusesWithoutWaiting(LogMode mode) throws Exception {
        Decisions decisions = Decisions.denied();
        try (SegmentLog log = SegmentLog.open(options(mode, 4, 1 << 20), CODEC, Decisions.CLOCK, disk)) {
            CountDownLatch gate = new CountDownLatch(1);
            disk.gate = gate;
            disk.arrivals.drainPermits();
            List<CompletableFuture<Boolean>> kept = new ArrayList<>();
            kept.add(append(log, decisions.next()));
            // The writer now holds this batch at the gate, so the queue fills and stays full.
            boolean held = disk.arrivals.tryAcquire(10, TimeUnit.SECONDS);
            for (int i = 0; i < 4; i++) {
                kept.add(append(log, decisions.next()));
            }
            CompletableFuture<Boolean> refused = append(log, decisions.next());
            boolean answered = refused.isDone();
            gate.countDown();

            assertTrue(held);
            assertTrue(answered);
            for (CompletableFuture<Boolean> each : kept) {
                assertTrue(each.get(10, TimeUnit.SECONDS));
            }
            assertEquals(mode == LogMode.ASYNC, refused.join());
            assertEquals(1, log.counters().lost());
        }
        assertEquals(0, decisions.facts.leases());
    }

    @Test
    void append_unreadableFacts_loseOnlyTheirRecord() throws Exception {
        Decisions broken = new Decisions(new FakePolicies(context -> {
            context.rows().rowRead(new FakeFacts.Table(), RegoString.of("k"), new BrokenRow());
            return FakePolicies.defined(FakePolicies.json("{\"effect\": \"ALLOW\"}"));
        }));
        Decisions sound = Decisions.denied();
        try (SegmentLog log = open(LogMode.DURABLE)) {
            CompletableFuture<Boolean> first = append(log, broken.next());
            CompletableFuture<Boolean> second = append(log, sound.next());

            assertFalse(first.get(10, TimeUnit.SECONDS));
            assertTrue(second.get(10, TimeUnit.SECONDS));
        }
        assertIntact(1);
        assertEquals(0, broken.facts.leases());
    }

    @Test
    void append_afterClose_isRefused() throws Exception {
        Decisions decisions = Decisions.denied();
        SegmentLog log = open(LogMode.DURABLE);
        log.close();

        assertFalse(append(log, decisions.next()).get(10, TimeUnit.SECONDS));
    }

    @Test
    void append_callerThatThrows_doesNotStopTheLog() throws Exception {
        Decisions decisions = Decisions.denied();
        try (SegmentLog log = open(LogMode.DURABLE)) {
            log.append(decisions.next(), _ -> {
                throw new IllegalStateException("connection gone");
            });
            assertTrue(append(log, decisions.next()).get(10, TimeUnit.SECONDS));
            assertEquals(1, log.counters().undelivered());
        }
    }

    @Test
    void open_directoryInUse() throws Exception {
        try (SegmentLog _ = open(LogMode.ASYNC)) {
            LogException refused = assertThrows(LogException.class, () -> open(LogMode.ASYNC));

            assertEquals(
                    "another process writes the decision log in `" + directory
                            + "`; give each server its own directory",
                    refused.reason());
        }
        open(LogMode.ASYNC).close();
    }

    @Test
    void open_fullDisk() {
        disk.full = true;

        LogException refused = assertThrows(LogException.class, () -> open(LogMode.ASYNC));

        assertTrue(refused.reason().contains("No space left on device"), refused.reason());
    }

    @Test
    void rotation_chainsSegments() throws Exception {
        Decisions decisions = Decisions.denied();
        try (SegmentLog log = SegmentLog.open(options(LogMode.DURABLE, 64, 2_000), CODEC, Decisions.CLOCK, disk)) {
            for (int i = 0; i < 20; i++) {
                assertTrue(append(log, decisions.next()).get(10, TimeUnit.SECONDS));
            }
        }

        assertTrue(LogDirectory.segments(directory).size() > 3);
        assertIntact(20);
        LogReader reader = LogReader.open(directory, CODEC);
        for (Optional<StoredRecord> next = reader.next(); next.isPresent(); next = reader.next()) {
            assertEquals(FakeFacts.LINEAGE, reader.lineage(next.get()));
        }
    }

    @Test
    void refresh_seesWhatWasWrittenSince() throws Exception {
        Decisions decisions = Decisions.denied();
        try (SegmentLog log = SegmentLog.open(options(LogMode.DURABLE, 64, 2_000), CODEC, Decisions.CLOCK, disk)) {
            LogReader reader = LogReader.open(directory, CODEC);
            for (int i = 0; i < 8; i++) {
                assertTrue(reader.next().isEmpty());
                assertTrue(append(log, decisions.next()).get(10, TimeUnit.SECONDS));
                reader.refresh();
                assertTrue(reader.next().isPresent());
            }
        }
    }

    private SegmentLog open(LogMode mode) throws LogException {
        return SegmentLog.open(options(mode, 1_024, 1 << 20), CODEC, Decisions.CLOCK, disk);
    }

    private LogOptions options(LogMode mode, int queue, long segmentBytes) {
        LogOptions plain = LogFixture.server(LogFixture.options(directory, mode), SERVER);
        return LogFixture.segmentBytes(LogFixture.queue(plain, queue), segmentBytes);
    }

    private static CompletableFuture<Boolean> append(SegmentLog log, DecisionRecord record) {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        log.append(record, answer::complete);
        return answer;
    }

    private static void awaitLost(SegmentLog log, long lost) {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (log.counters().lost() < lost && System.nanoTime() < giveUp) {
            Thread.onSpinWait();
        }
        assertEquals(lost, log.counters().lost());
    }

    private void assertIntact(long decisions) throws LogException {
        VerifyReport report = LogVerifier.verify(directory, LogVerifier.Expected.NOTHING);
        assertEquals(List.of(), report.findings());
        assertEquals(decisions, report.decisions());
    }

    private long count(Frame.Type type) throws LogException {
        return frames().stream().filter(frame -> frame.type() == type).count();
    }

    private List<Long> gaps() throws LogException {
        List<Long> gaps = new ArrayList<>();
        for (Frame frame : frames()) {
            if (frame.type() == Frame.Type.GAP
                    && JsonPayload.read(frame.payload()).get("lost") instanceof RegoNumber lost) {
                gaps.add(lost.longValue());
            }
        }
        return gaps;
    }

    private List<Frame> frames() throws LogException {
        List<Frame> frames = new ArrayList<>();
        for (Path segment : LogDirectory.segments(directory)) {
            SegmentReader reader = SegmentReader.open(segment);
            for (Optional<Frame> frame = reader.next(); frame.isPresent(); frame = reader.next()) {
                frames.add(frame.get());
            }
        }
        return frames;
    }
}
