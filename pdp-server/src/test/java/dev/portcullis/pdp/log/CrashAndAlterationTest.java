package dev.portcullis.pdp.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.pdp.grpc.ProtoRecordCodec;
import dev.portcullis.rego.value.RegoObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
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

    @BeforeEach
    void writeThreeDecisions() throws Exception {
        write(whole, 1 << 20, 3);
        segment = LogDirectory.segments(whole).getFirst();
        bytes = Files.readAllBytes(segment);
    }

    @Test
    void crashAtAnyByte_isTornAndNeverAltered() throws Exception {
        for (int length = 0; length < bytes.length; length++) {
            write(Arrays.copyOf(bytes, length));

            LogVerifier.Report report = LogVerifier.verify(broken);

            assertFalse(report.isAltered(), "cut at " + length + ": " + report.findings());
            assertTrue(report.decisions() < 3, "cut at " + length);
        }
    }

    @Test
    void crashAtAnyByte_nextStartGoesOn() throws Exception {
        for (int length = 0; length <= bytes.length; length += 13) {
            clear();
            write(Arrays.copyOf(bytes, length));
            long before = LogVerifier.verify(broken).decisions();

            write(broken, 1 << 20, 1);

            LogVerifier.Report report = LogVerifier.verify(broken);
            assertEquals(List.of(), report.findings(), "cut at " + length);
            assertEquals(before + 1, report.decisions(), "cut at " + length);
        }
    }

    @Test
    void recovery_writesDownWhatItCut() throws Exception {
        write(Arrays.copyOf(bytes, bytes.length - 5));

        write(broken, 1 << 20, 0);

        SegmentReader reader = SegmentReader.open(LogDirectory.segments(broken).getLast());
        assertEquals(Frame.Type.SERVER, reader.next().orElseThrow().type());
        Frame recovery = reader.next().orElseThrow();
        assertEquals(Frame.Type.RECOVERY, recovery.type());
        RegoObject content = JsonPayload.read(recovery.payload());
        assertEquals("1", String.valueOf(content.get("segment")));
        long kept = Files.size(LogDirectory.segments(broken).getFirst());
        assertEquals(String.valueOf(kept), String.valueOf(content.get("offset")));
        assertEquals(String.valueOf(bytes.length - 5 - kept), String.valueOf(content.get("cut_bytes")));
    }

    @Test
    void tailOfZeros_isTorn() throws Exception {
        write(Arrays.copyOf(bytes, bytes.length + 4_096));

        LogVerifier.Report report = LogVerifier.verify(broken);

        assertInstanceOf(LogVerifier.Finding.Torn.class, report.findings().getFirst());
        assertEquals(3, report.decisions());
    }

    @Test
    void anyByteChanged_isAltered() throws Exception {
        for (int at = 0; at < bytes.length; at++) {
            byte[] changed = bytes.clone();
            changed[at] ^= 0x41;
            write(changed);

            LogVerifier.Report report = LogVerifier.verify(broken);

            assertTrue(report.isAltered(), "changed at " + at + ": " + report.findings());
        }
    }

    @Test
    void recordRemoved_isAltered() throws Exception {
        SegmentReader reader = SegmentReader.open(segment);
        for (Optional<Frame> frame = reader.next(); frame.isPresent(); frame = reader.next()) {
            if (frame.get().type() == Frame.Type.DECISION) {
                break;
            }
        }
        int start = reader.position();
        Frame second = reader.next().orElseThrow();
        int end = start + Frame.HEAD_BYTES + second.payload().length + Digest.LENGTH;
        byte[] shorter = new byte[bytes.length - (end - start)];
        System.arraycopy(bytes, 0, shorter, 0, start);
        System.arraycopy(bytes, end, shorter, start, bytes.length - end);
        write(shorter);

        assertTrue(LogVerifier.verify(broken).isAltered());
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

        assertTrue(LogVerifier.verify(broken).isAltered());
    }

    @Test
    void oldestSegmentsRemoved_isNotAltered() throws Exception {
        write(broken, 1_500, 12);
        Files.delete(LogDirectory.segments(broken).getFirst());

        LogVerifier.Report report = LogVerifier.verify(broken);

        assertEquals(List.of(), report.findings());
        assertTrue(report.firstSeq() > 0);
    }

    @Test
    void segmentsSwapped_isAltered() throws Exception {
        write(broken, 1_500, 12);
        List<Path> segments = LogDirectory.segments(broken);
        Path aside = broken.resolve("aside");
        Files.move(segments.get(1), aside);
        Files.move(segments.get(2), segments.get(1));
        Files.move(aside, segments.get(2));

        assertTrue(LogVerifier.verify(broken).isAltered());
    }

    @Test
    void tornSegmentThatOthersFollow_isAltered() throws Exception {
        write(broken, 1_500, 12);
        Path first = LogDirectory.segments(broken).getFirst();
        byte[] content = Files.readAllBytes(first);
        Files.write(first, Arrays.copyOf(content, content.length - 1));

        assertTrue(LogVerifier.verify(broken).isAltered());
    }

    private void write(byte[] content) throws IOException {
        Path copy = broken.resolve(segment.getFileName());
        Files.write(broken.resolve("next"), content);
        Files.move(broken.resolve("next"), copy, StandardCopyOption.REPLACE_EXISTING);
    }

    private void clear() throws Exception {
        for (Path old : LogDirectory.segments(broken)) {
            Files.delete(old);
        }
    }

    private static void write(Path directory, long segmentBytes, int records) throws LogException {
        Decisions decisions = Decisions.denied();
        SegmentLog.Options options =
                new SegmentLog.Options(directory, LogMode.DURABLE, 64, segmentBytes, RegoObject.empty());
        try (SegmentLog log = SegmentLog.open(options, CODEC, Decisions.CLOCK)) {
            for (int i = 0; i < records; i++) {
                java.util.concurrent.CompletableFuture<Boolean> stored = new java.util.concurrent.CompletableFuture<>();
                log.append(decisions.next(), stored::complete);
                assertTrue(stored.join());
            }
        }
    }
}
