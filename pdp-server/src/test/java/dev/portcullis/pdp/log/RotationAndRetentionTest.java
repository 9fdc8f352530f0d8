package dev.portcullis.pdp.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.pdp.grpc.ProtoRecordCodec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// When segments end, which are deleted, and that the log says so.
class RotationAndRetentionTest {
    private static final RecordCodec CODEC = new ProtoRecordCodec();

    @TempDir
    Path directory;

    private final Decisions decisions = Decisions.denied();

    @Test
    void oldSegment_endsWithTheNextRecord() throws Exception {
        LogOptions options = LogFixture.rotation(plain(), 1 << 20, Duration.ZERO);
        write(options, 3);

        assertTrue(LogDirectory.segments(directory).size() >= 3);
        assertIntact(3, 0);
    }

    @Test
    void oldSegmentOfAnIdleLog_endsByItself() throws Exception {
        LogOptions options = LogFixture.rotation(plain(), 1 << 20, Duration.ofMillis(1));
        try (SegmentLog log = SegmentLog.open(options, CODEC, Decisions.CLOCK)) {
            append(log);
            await(() -> log.counters().segment() == 2);
        }
        assertIntact(1, 0);
    }

    @Test
    void emptySegment_isNotRotated() throws Exception {
        LogOptions options = LogFixture.rotation(plain(), 1 << 20, Duration.ZERO);
        write(options, 0);

        assertEquals(1, LogDirectory.segments(directory).size());
    }

    @Test
    void withoutRetention_nothingIsDeleted() throws Exception {
        write(LogFixture.segmentBytes(plain(), 1_500), 40);

        assertIntact(40, 0);
    }

    @Test
    void tooManyBytes_deletesTheOldestAndSaysSo() throws Exception {
        LogOptions options = LogFixture.retention(LogFixture.segmentBytes(plain(), 1_500), limits(8_000, null));
        write(options, 60);

        long total = 0;
        for (Path segment : LogDirectory.segments(directory)) {
            total += Files.size(segment);
        }
        // The last batch may overshoot the segment's size.
        assertTrue(total <= 8_000 + 1_500, total + " bytes");
        VerifyReport report = LogVerifier.verify(directory, LogVerifier.Expected.NOTHING);
        assertEquals(List.of(), report.findings());
        assertTrue(report.firstSeq() > 0);
        assertTrue(report.decisions() > 3 && report.decisions() < 60, report.toString());
    }

    @Test
    void tooOldSegments_areDeletedAtTheNextStart() throws Exception {
        write(LogFixture.segmentBytes(plain(), 1_500), 12);
        List<Path> segments = LogDirectory.segments(directory);
        for (Path segment : segments.subList(0, 2)) {
            Files.setLastModifiedTime(
                    segment, FileTime.from(Decisions.CLOCK.instant().minusSeconds(61)));
        }
        for (Path segment : segments.subList(2, segments.size())) {
            Files.setLastModifiedTime(segment, FileTime.from(Decisions.CLOCK.instant()));
        }
        long third = LogDirectory.header(segments.get(2)).firstSeq();

        LogOptions options = LogFixture.retention(plain(), limits(0, Duration.ofSeconds(60)));
        try (SegmentLog log = SegmentLog.open(options, CODEC, Decisions.CLOCK)) {
            await(() -> log.counters().deletedSegments() == 2);
        }

        assertEquals(segments.get(2), LogDirectory.segments(directory).getFirst());
        VerifyReport report = LogVerifier.verify(directory, LogVerifier.Expected.NOTHING);
        assertEquals(List.of(), report.findings());
        assertEquals(third, report.firstSeq());
    }

    @Test
    void moreDeletedThanTheLogSays_isAltered() throws Exception {
        write(LogFixture.retention(LogFixture.segmentBytes(plain(), 1_500), limits(8_000, null)), 60);
        Path first = LogDirectory.segments(directory).getFirst();
        long number = LogDirectory.header(first).number();
        Files.delete(first);

        List<Finding> findings =
                LogVerifier.verify(directory, LogVerifier.Expected.NOTHING).findings();

        assertEquals(1, findings.size());
        assertTrue(
                findings.getFirst().line().contains("segments " + number + " to " + number + " are missing"),
                findings.getFirst().line());
    }

    @Test
    void readerOfADeletedSegment_goesOnWithTheNext() throws Exception {
        write(LogFixture.segmentBytes(plain(), 1_500), 12);
        LogReader reader = LogReader.open(directory, CODEC);
        assertTrue(reader.next().isPresent());
        Files.delete(LogDirectory.segments(directory).getFirst());
        reader.refresh();

        int left = 0;
        for (Optional<StoredRecord> next = reader.next(); next.isPresent(); next = reader.next()) {
            left++;
        }
        assertEquals(11, left);
    }

    private static LogOptions.Retention limits(long bytes, @org.jspecify.annotations.Nullable Duration age) {
        return new LogOptions.Retention(
                bytes == 0 ? OptionalLong.empty() : OptionalLong.of(bytes), Optional.ofNullable(age));
    }

    private LogOptions plain() {
        return LogFixture.options(directory, LogMode.DURABLE);
    }

    private void assertIntact(long decided, long firstSeq) throws LogException {
        VerifyReport report = LogVerifier.verify(directory, LogVerifier.Expected.NOTHING);
        assertEquals(List.of(), report.findings());
        assertEquals(decided, report.decisions());
        assertEquals(firstSeq, report.firstSeq());
    }

    private void write(LogOptions options, int records) throws Exception {
        try (SegmentLog log = SegmentLog.open(options, CODEC, Decisions.CLOCK)) {
            for (int i = 0; i < records; i++) {
                append(log);
            }
        }
    }

    private void append(SegmentLog log) throws Exception {
        CompletableFuture<Boolean> stored = new CompletableFuture<>();
        log.append(decisions.next(), stored::complete);
        assertTrue(stored.get(10, TimeUnit.SECONDS));
    }

    private static void await(java.util.function.BooleanSupplier done) {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!done.getAsBoolean() && System.nanoTime() < giveUp) {
            Thread.onSpinWait();
        }
        assertTrue(done.getAsBoolean());
    }
}
