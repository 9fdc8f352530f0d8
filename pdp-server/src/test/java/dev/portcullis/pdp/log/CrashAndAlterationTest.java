package dev.portcullis.pdp.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.pdp.grpc.ProtoRecordCodec;
import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is left of a log after a crash at any byte, and after somebody changed any byte.
class CrashAndAlterationTest {
    private static final RecordCodec CODEC = new ProtoRecordCodec();

    @TempDir
    Path whole;

    @TempDir
    Path broken;

    private Path segment = Path.of("unset");
    private byte[] bytes = new byte[0];
    private int sealAt;
    private int frames;

    @BeforeEach
    void writeThreeDecisions() throws Exception {
        write(whole, 1 << 20, 3);
        segment = LogDirectory.segments(whole).getFirst();
        bytes = Files.readAllBytes(segment);
        List<Spot> spots = spots(segment);
        sealAt = spots.getLast().offset();
        frames = spots.size();
    }

    @Test
    void crashAtAnyByte_isTornAndNeverAltered() throws Exception {
        for (int length = 0; length < bytes.length; length++) {
            write(Arrays.copyOf(bytes, length));

            VerifyReport report = verify(broken);

            assertFalse(report.isFailure(), "cut at " + length + ": " + report.findings());
            assertTrue(report.decisions() < 3 || length >= sealAt, "cut at " + length);
        }
    }

    @Test
    void crashAtAnyByte_nextStartGoesOn() throws Exception {
        for (int length = 0; length <= bytes.length; length += 13) {
            clear();
            write(Arrays.copyOf(bytes, length));
            long before = verify(broken).decisions();

            write(broken, 1 << 20, 1);

            VerifyReport report = verify(broken);
            assertEquals(List.of(), report.findings(), "cut at " + length);
            assertEquals(before + 1, report.decisions(), "cut at " + length);
        }
    }

    @Test
    void recovery_writesDownWhatItCut() throws Exception {
        write(Arrays.copyOf(bytes, bytes.length - 5));

        write(broken, 1 << 20, 0);

        SegmentReader reader = SegmentReader.open(LogDirectory.segments(broken).getLast());
        Frame recovery = reader.next().orElseThrow();
        assertEquals(Frame.Type.RECOVERY, recovery.type());
        assertEquals(Frame.Type.SERVER, reader.next().orElseThrow().type());
        RegoArray unfinished = (RegoArray)
                Objects.requireNonNull(JsonPayload.read(recovery.payload()).get("unfinished"));
        RegoObject content = (RegoObject) unfinished.get(0);
        assertEquals("1", String.valueOf(content.get("segment")));
        long kept = Files.size(LogDirectory.segments(broken).getFirst());
        assertEquals(String.valueOf(kept), String.valueOf(content.get("offset")));
        assertEquals(String.valueOf(bytes.length - 5 - kept), String.valueOf(content.get("cut_bytes")));
    }

    @Test
    void tailOfZeros_isTorn() throws Exception {
        write(Arrays.copyOf(Arrays.copyOf(bytes, sealAt), sealAt + 4_096));

        VerifyReport report = verify(broken);

        assertInstanceOf(Finding.Torn.class, report.findings().getFirst());
        assertEquals(3, report.decisions());
    }

    @Test
    void bytesBehindTheSeal_areAltered() throws Exception {
        write(Arrays.copyOf(bytes, bytes.length + 100));

        assertEquals(
                List.of("ALTERED: segment-000000000001.plog, byte " + bytes.length + ", frame " + frames
                        + ": bytes follow the seal"),
                lines(verify(broken)));
    }

    @Test
    void crashBetweenFrames_isRecordedToo() throws Exception {
        write(Arrays.copyOf(bytes, sealAt));

        write(broken, 1 << 20, 1);

        assertEquals(List.of(), verify(broken).findings());
        SegmentReader reader = SegmentReader.open(LogDirectory.segments(broken).getLast());
        assertEquals(Frame.Type.RECOVERY, reader.next().orElseThrow().type());
    }

    @Test
    void crashWhileRecovering_isRecoveredFrom() throws Exception {
        for (int cut = SegmentHeader.BYTES; cut < 400; cut += 7) {
            clear();
            write(Arrays.copyOf(bytes, bytes.length - 5));
            byte[] torn = Files.readAllBytes(LogDirectory.segments(broken).getFirst());
            write(broken, 1 << 20, 1);
            // The second start was killed: before it had cut the tear, and inside its own first frames.
            Files.write(LogDirectory.segments(broken).getFirst(), torn);
            Path second = LogDirectory.segments(broken).getLast();
            Files.write(second, Arrays.copyOf(Files.readAllBytes(second), cut));

            write(broken, 1 << 20, 1);

            assertEquals(List.of(), verify(broken).findings(), "cut at " + cut);
        }
    }

    @Test
    void anyByteChanged_isAltered() throws Exception {
        for (int at = 0; at < bytes.length; at++) {
            byte[] changed = bytes.clone();
            changed[at] ^= 0x41;
            write(changed);

            VerifyReport report = verify(broken);

            assertTrue(report.isFailure(), "changed at " + at + ": " + report.findings());
        }
    }

    @Test
    void alteredLog_isNotContinued() throws Exception {
        byte[] changed = bytes.clone();
        changed[bytes.length / 2] ^= 1;
        write(changed);

        LogException refused = assertThrows(LogException.class, () -> write(broken, 1 << 20, 0));

        assertTrue(refused.reason().contains("was altered at byte"), refused.reason());
    }

    @Test
    void segmentRemoved_isAltered() throws Exception {
        write(broken, 1_500, 12);
        List<Path> segments = LogDirectory.segments(broken);
        Files.delete(segments.get(1));

        assertTrue(verify(broken).isFailure());
    }

    @Test
    void oldestSegmentsRemovedByHand_isAltered() throws Exception {
        write(broken, 1_500, 12);
        Files.delete(LogDirectory.segments(broken).getFirst());
        Files.delete(LogDirectory.segments(broken).getFirst());

        VerifyReport report = verify(broken);

        assertTrue(report.firstSeq() > 0);
        assertEquals(
                List.of("ALTERED: segment-000000000003.plog, byte 64, frame " + report.firstSeq()
                        + ": segments 1 to 2 are missing, and the log does not say that retention deleted them"),
                lines(report));
    }

    @Test
    void editedByte_isNamed() throws Exception {
        Spot second = spots(segment).get(3);
        byte[] changed = bytes.clone();
        changed[second.offset() + 40] ^= 0x41;
        write(changed);

        assertEquals(List.of(altered(second, "a byte of it was changed")), lines(verify(broken)));
    }

    @Test
    void editedNumber_isNotTakenForARemoval() throws Exception {
        Spot second = spots(segment).get(3);
        byte[] changed = bytes.clone();
        changed[second.offset() + 5] ^= 0x41;
        write(changed);

        assertEquals(List.of(altered(second, "a byte of it was changed")), lines(verify(broken)));
    }

    @Test
    void removedRecord_isNamed() throws Exception {
        Spot from = spots(segment).get(3);
        Spot to = spots(segment).get(5);
        write(without(bytes, from.offset(), to.offset()));

        assertEquals(
                List.of(altered(from, "frame " + to.seq() + " stands in its place: 2 removed")), lines(verify(broken)));
    }

    @Test
    void recordsRemovedFromTheEndOfASegment_areNamed() throws Exception {
        write(broken, 1_500, 12);
        Path first = LogDirectory.segments(broken).getFirst();
        Spot from = spots(first).get(spots(first).size() - 2);
        Files.write(first, Arrays.copyOf(Files.readAllBytes(first), from.offset()));

        assertEquals(
                List.of(altered(from, "the segment ends here: 2 frames were removed from its end")),
                lines(verify(broken)));
    }

    @Test
    void cutTail_isNamedOnceItsLengthIsKnown() throws Exception {
        write(Arrays.copyOf(bytes, sealAt));
        long known = frames;

        assertFalse(verify(broken).isFailure());
        VerifyReport report = LogVerifier.verify(broken, new LogVerifier.Expected(Optional.empty(), known));

        assertEquals(
                List.of("ALTERED: segment-000000000001.plog, byte " + sealAt + ", frame " + (known - 1)
                        + ": the log ends here, frames up to " + (known - 1)
                        + " are known to have been written: its tail was cut"),
                lines(report));
        assertFalse(LogVerifier.verify(whole, new LogVerifier.Expected(Optional.empty(), known))
                .isFailure());
    }

    @Test
    void swappedSegments_areNamed() throws Exception {
        write(broken, 1_500, 12);
        List<Path> segments = LogDirectory.segments(broken);
        long secondSeq = LogDirectory.header(segments.get(1)).firstSeq();
        long thirdSeq = LogDirectory.header(segments.get(2)).firstSeq();
        swap(segments.get(1), segments.get(2));

        assertEquals(
                List.of(
                        "ALTERED: segment-000000000002.plog, byte 64, frame " + thirdSeq
                                + ": it was written as segment 3: files were swapped",
                        "ALTERED: segment-000000000003.plog, byte 64, frame " + secondSeq
                                + ": it was written as segment 2: files were swapped"),
                lines(verify(broken)));
    }

    @Test
    void tornSegmentThatOthersFollow_isAltered() throws Exception {
        write(broken, 1_500, 12);
        Path first = LogDirectory.segments(broken).getFirst();
        byte[] content = Files.readAllBytes(first);
        Files.write(first, Arrays.copyOf(content, content.length - 1));

        assertTrue(verify(broken).isFailure());
    }

    private void write(byte[] content) throws IOException {
        Path copy = broken.resolve(segment.getFileName());
        Files.write(broken.resolve("next"), content);
        Files.move(broken.resolve("next"), copy, StandardCopyOption.REPLACE_EXISTING);
    }

    /// Where a frame stands.
    private record Spot(long seq, int offset) {}

    private static List<Spot> spots(Path segment) throws LogException {
        List<Spot> spots = new ArrayList<>();
        SegmentReader reader = SegmentReader.open(segment);
        Spot next = new Spot(reader.seq(), reader.position());
        while (reader.next().isPresent()) {
            spots.add(next);
            next = new Spot(reader.seq(), reader.position());
        }
        return spots;
    }

    private static String altered(Spot spot, String what) {
        return "ALTERED: segment-000000000001.plog, byte " + spot.offset() + ", frame " + spot.seq() + ": " + what;
    }

    private static List<String> lines(VerifyReport report) {
        return report.findings().stream().map(Finding::line).toList();
    }

    private static byte[] without(byte[] content, int from, int to) {
        byte[] shorter = new byte[content.length - (to - from)];
        System.arraycopy(content, 0, shorter, 0, from);
        System.arraycopy(content, to, shorter, from, content.length - to);
        return shorter;
    }

    private static void swap(Path one, Path other) throws IOException {
        byte[] content = Files.readAllBytes(one);
        Files.write(one, Files.readAllBytes(other));
        Files.write(other, content);
    }

    private static VerifyReport verify(Path directory) throws LogException {
        return LogVerifier.verify(directory, LogVerifier.Expected.NOTHING);
    }

    private void clear() throws Exception {
        for (Path old : LogDirectory.segments(broken)) {
            Files.delete(old);
        }
    }

    private static void write(Path directory, long segmentBytes, int records) throws LogException {
        Decisions decisions = Decisions.denied();
        LogOptions options = LogFixture.segmentBytes(LogFixture.options(directory, LogMode.DURABLE), segmentBytes);
        try (SegmentLog log = SegmentLog.open(options, CODEC, Decisions.CLOCK)) {
            for (int i = 0; i < records; i++) {
                java.util.concurrent.CompletableFuture<Boolean> stored = new java.util.concurrent.CompletableFuture<>();
                log.append(decisions.next(), stored::complete);
                assertTrue(stored.join());
            }
        }
    }
}
