package dev.portcullis.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.snapshot.trust.Trust;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Each way of not being a snapshot: its code, and a message that says file, found and allowed.
final class RejectionTest {
    private static final byte[] ORIGINAL = TestSnapshots.write(SampleContent.full());
    private static final int FIRST_ENTRY = 128;
    private static final int ENTRY = 64;

    @ParameterizedTest(name = "{0}")
    @MethodSource("unsigned")
    void open_ofAnUnsignedChange(String what, Consumer<ByteBuffer> change, String code, String message) {
        byte[] bytes = ORIGINAL.clone();
        change.accept(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        assertRefused(bytes, TestKeys.trust(), code, message);
    }

    static Stream<Arguments> unsigned() {
        int strings = TestSnapshots.offset(ORIGINAL, Section.STRINGS);
        return Stream.of(
                change("another magic", file -> file.put(0, (byte) 'P'), "corrupt", "begins with `50"),
                change("format 0", file -> file.putInt(8, 0), "too_old", "format version 0 found, 1 to 1 can be read"),
                change("format 2", file -> file.putInt(8, 2), "too_new", "format version 2 found, 1 to 1 can be read"),
                change("format 2^31", file -> file.putInt(8, 1 << 31), "too_new", "format version 2147483648 found"),
                change("tiny header", file -> file.putInt(12, 120), "corrupt", "header length is 120"),
                change("odd header", file -> file.putInt(12, 2001), "corrupt", "header length is 2001"),
                change("huge header", file -> file.putInt(12, -8), "corrupt", "header length is 4294967288"),
                change("other length", file -> file.putLong(16, 1), "corrupt", "its header says 1 of which"),
                change("no key", file -> file.put(72, (byte) 0), "untrusted", "the header names no key"),
                change("unknown key", file -> file.put(77, (byte) '2'), "untrusted", "key `test-2` is not trusted"),
                change(
                        "algorithm 0",
                        file -> file.putShort(104, (short) 0),
                        "untrusted",
                        "signature algorithm 0 found"),
                change("algorithm 2", file -> file.putShort(104, (short) 2), "untrusted", "allowed is 1 (Ed25519)"),
                change("epoch", file -> file.putLong(24, 8), "untrusted", "does not verify under key `test-1`"),
                change("not after", file -> file.putLong(48, Long.MAX_VALUE), "untrusted", "does not verify"),
                change("a digest", file -> file.putInt(FIRST_ENTRY + 24, 0), "untrusted", "does not verify"),
                change("signature", file -> file.putLong(file.getInt(12), 0), "untrusted", "does not verify"),
                change("a string", file -> file.put(strings, (byte) 1), "corrupt", "section strings: does not have"),
                change("padding", file -> file.put(strings - 1, (byte) 1), "corrupt", "padding at byte"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("signed")
    void open_ofASignedChange(String what, Consumer<ByteBuffer> change, String code, String message) {
        byte[] bytes = ORIGINAL.clone();
        change.accept(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        TestSnapshots.sign(bytes);
        assertRefused(bytes, TestKeys.trust(), code, message);
    }

    static Stream<Arguments> signed() {
        int strings = TestSnapshots.offset(ORIGINAL, Section.STRINGS);
        int consumers = TestSnapshots.offset(ORIGINAL, Section.table(NodeKind.CONSUMER));
        int escalations = TestSnapshots.offset(ORIGINAL, Section.ESCALATIONS);
        int runsAs = TestSnapshots.offset(ORIGINAL, Section.edges(Edge.Kind.RUNS_AS));
        int index = TestSnapshots.offset(ORIGINAL, Section.ID_INDEX);
        int baseline = TestSnapshots.offset(ORIGINAL, Section.BASELINE);
        return Stream.of(
                change("epoch 0", file -> file.putLong(24, 0), "corrupt", "version is `0.100`"),
                change("not after", file -> file.putLong(48, 0), "corrupt", "not after is 0"),
                change(
                        "section count",
                        file -> file.putShort(106, (short) 3),
                        "corrupt",
                        "section table has 3 entries"),
                change("reserved", file -> file.put(115, (byte) 1), "corrupt", "padding in the header is not zero"),
                change(
                        "unknown section",
                        file -> file.putInt(FIRST_ENTRY, 99),
                        "corrupt",
                        "section id 99 found where 1"),
                change("missing section", file -> file.putInt(FIRST_ENTRY, 2), "corrupt", "section id 2 found where 1"),
                change("count", file -> file.putInt(FIRST_ENTRY + 4, -1), "corrupt", "strings counts 4294967295"),
                change("offset", file -> file.putLong(FIRST_ENTRY + 8, 64), "corrupt", "section strings is at 64"),
                change("overlap", file -> longer(file, 0, -64), "corrupt", "section region lists is at"),
                change("length", file -> file.putLong(FIRST_ENTRY + 16, 1L << 40), "corrupt", "it belongs at"),
                change(
                        "reserved",
                        file -> file.put(FIRST_ENTRY + 60, (byte) 1),
                        "corrupt",
                        "reserved bytes of section"),
                change(
                        "string bounds",
                        file -> file.putLong(strings + 8, 1L << 40),
                        "corrupt",
                        "strings: string 0 lies"),
                change("string order", file -> swapFirstStrings(file, strings), "corrupt", "does not come after"),
                change("UTF-8", file -> file.put(firstText(file, strings), (byte) 0xff), "corrupt", "is not UTF-8"),
                change(
                        "string id",
                        file -> file.putInt(consumers + 8, 9999),
                        "corrupt",
                        "consumer table: value 0 is 9999"),
                change("owner", file -> file.putInt(escalations + 12, 0), "corrupt", "escalations: value 0 is 0"),
                change("edge prefix", file -> file.putInt(runsAs + 8, 2), "corrupt", "RUNS_AS edges: begins with"),
                change("edge begin", file -> file.put(runsAs + 16, (byte) 1), "corrupt", "RUNS_AS edges: the blocks"),
                change("index node", file -> file.putInt(firstEntry(file, index), -5), "corrupt", "holds node -5 of"),
                change("index gap", file -> empty(file, firstEntry(file, index)), "corrupt", "slots for a count of"),
                change("index count", file -> shorter(file, Section.ID_INDEX), "corrupt", "id index: has"),
                change("baseline", file -> file.putInt(baseline + 8, 1), "corrupt", "baseline: offsets begin at 1"));
    }

    @Test
    void open_ofATruncatedFile() {
        int half = ORIGINAL.length / 2;
        assertRefused(Arrays.copyOf(ORIGINAL, half), TestKeys.trust(), "corrupt", "the file has " + half + " bytes");
        assertRefused(Arrays.copyOf(ORIGINAL, 100), TestKeys.trust(), "corrupt", "the file has 100 bytes");
    }

    private static Arguments change(String what, Consumer<ByteBuffer> change, String code, String message) {
        return Arguments.of(what, change, code, message);
    }

    /// Where the node number of the first slot that is not empty lies.
    private static int firstEntry(ByteBuffer file, int index) {
        int node = index + 12;
        while (file.getInt(node) == -1) {
            node += 16;
        }
        return node;
    }

    private static void empty(ByteBuffer file, int node) {
        file.putLong(node - 12, 0).putInt(node - 4, 0).putInt(node, -1);
    }

    private static void shorter(ByteBuffer file, Section section) {
        int at = FIRST_ENTRY + Section.ALL.indexOf(section) * ENTRY + 4;
        file.putInt(at, file.getInt(at) * 3 + 3);
    }

    private static void longer(ByteBuffer file, int section, int by) {
        int at = FIRST_ENTRY + section * ENTRY + 16;
        file.putLong(at, file.getLong(at) + by);
    }

    /// Where the text of the strings begins.
    private static int firstText(ByteBuffer file, int strings) {
        return strings + 8 * (file.getInt(FIRST_ENTRY + 4) + 1);
    }

    private static void swapFirstStrings(ByteBuffer file, int strings) {
        int text = firstText(file, strings);
        file.put(text, (byte) 'z');
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("trusts")
    void open_withAnotherTrust(String line, String message) {
        assertRefused(ORIGINAL, TestKeys.trust(line), "untrusted", message);
    }

    static Stream<Arguments> trusts() {
        String key = TestKeys.firstPublic();
        return Stream.of(
                Arguments.of("", "key `test-1` is not trusted"),
                Arguments.of("key test-2 snapshot - - " + key, "key `test-1` is not trusted, trusted are `test-2`"),
                Arguments.of("key test-1 bundle,log - - " + key, "is trusted for `bundle,log`, not for `snapshot`"),
                Arguments.of(
                        "key test-1 snapshot - - " + TestKeys.secondPublic(), "does not verify under key `test-1`"),
                Arguments.of("key test-1 snapshot 2026-11-02T09:00:01Z - " + key, "trusted from 2026-11-02T09:00:01Z"),
                Arguments.of(
                        "key test-1 snapshot - 2026-11-02T09:00:00Z " + key, "trusted before 2026-11-02T09:00:00Z"));
    }

    @Test
    void open_duringARotation() throws Exception {
        Trust both = TestKeys.trust(
                "key old snapshot - - " + TestKeys.firstPublic() + "\nkey new snapshot - - " + TestKeys.secondPublic());
        byte[] before = new SnapshotWriter(TestKeys.first("old")).write(SampleContent.full());
        byte[] after = new SnapshotWriter(TestKeys.second("new")).write(SampleContent.full());
        try (var old = TestSnapshots.open(before, both);
                var fresh = TestSnapshots.open(after, both)) {
            assertEquals("old", old.keyId());
            assertEquals("new", fresh.keyId());
            assertEquals(old.toContent(), fresh.toContent());
        }
    }

    @Test
    void open_ofAFileThatIsNoSnapshot(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("lineage.snapshot");
        assertThrows(NoSuchFileException.class, () -> Snapshot.open(file, TestKeys.trust(), TestKeys.NOW));
        Files.writeString(file, "", StandardCharsets.UTF_8);
        var empty = assertThrows(
                SnapshotFormatException.Corrupt.class, () -> Snapshot.open(file, TestKeys.trust(), TestKeys.NOW));
        assertEquals(file + ": the file has 0 bytes, a snapshot has at least 192", empty.getMessage());
        assertEquals(file.toString(), empty.file());
        Files.writeString(file, "x".repeat(500), StandardCharsets.UTF_8);
        assertThrows(SnapshotFormatException.Corrupt.class, () -> Snapshot.open(file, TestKeys.trust(), TestKeys.NOW));
    }

    private static void assertRefused(byte[] bytes, Trust trust, String code, String message) {
        var refused = assertThrows(SnapshotFormatException.class, () -> TestSnapshots.open(bytes, trust));
        String said = String.valueOf(refused.getMessage());
        assertEquals(code, refused.code(), said);
        assertTrue(said.startsWith("forged: "), said);
        assertTrue(said.contains(message), said);
    }
}
