package dev.portcullis.snapshot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/// The worked example of docs/spec/snapshot-v1.md is what the writer writes and what the reader reads. When this test
/// fails, either the format changed by accident, or it needs a new version.
final class GoldenTest {
    private static final String BEGIN = "```hex\n";
    private static final String END = "```\n";
    private static final int LINE = 16;

    private final Path spec = Path.of(System.getProperty("portcullis.root", ".."), "docs/spec/snapshot-v1.md");

    @Test
    void write_ofTheWorkedExample() throws Exception {
        byte[] written = TestSnapshots.write(SampleContent.tiny());
        if (Boolean.getBoolean("golden.update")) {
            update(written);
        }
        assertEquals(render(written), block());
    }

    @Test
    void open_ofTheWorkedExample() throws Exception {
        byte[] golden = parse(block());
        try (var snapshot = TestSnapshots.open(golden, TestKeys.trust())) {
            SnapshotContent expected = SampleContent.tiny();
            SnapshotContent actual = snapshot.toContent();
            assertEquals(expected.version(), actual.version());
            assertEquals(expected.sources(), actual.sources());
            assertEquals(new HashSet<>(expected.nodes()), new HashSet<>(actual.nodes()));
            assertEquals(expected.edges(), actual.edges());
            assertEquals(expected.findings(), actual.findings());
            BaselineTuple tuple = expected.baseline().getFirst();
            assertEquals(
                    tuple.lastSeenNs(),
                    snapshot.baseline(tuple.level(), tuple.thing(), tuple.key(), tuple.validUntilNs() - 1));
        }
    }

    @Test
    void parse_undoesRender() {
        byte[] written = TestSnapshots.write(SampleContent.tiny());
        assertArrayEquals(written, parse(render(written)));
    }

    /// The derivation of the hash key, and of a baseline hash from it, written down a second time after the spec.
    @Test
    void keyedHashes_areDerivedAsTheSpecSays() throws Exception {
        ByteBuffer file = ByteBuffer.wrap(parse(block())).order(ByteOrder.LITTLE_ENDIAN);
        MessageDigest facts = Digest.sha256();
        for (int at = 24; at < 56; at += 8) {
            facts.update(ByteBuffer.allocate(8).putLong(file.getLong(at)).array());
        }
        for (int section = 0; section < 27; section++) {
            facts.update(bytes(file, 128 + 64 * section + 24, 32));
        }
        byte[] label = "portcullis snapshot hash key\n".getBytes(StandardCharsets.US_ASCII);
        byte[] message = ByteBuffer.allocate(label.length + 32)
                .put(label)
                .put(facts.digest())
                .array();
        byte[] secret = Digest.sha256().digest(TestKeys.first("test-1").sign(message));
        byte[] hashKey = bytes(file, 56, 16);
        assertArrayEquals(Arrays.copyOf(secret, 16), hashKey);

        ByteBuffer keys = derivedKeys(hashKey, "portcullis snapshot baseline");
        byte[] tuple = "\0\20\0\0\0vault:opaque:v/kaws:lambda:f".getBytes(StandardCharsets.US_ASCII);
        int entry = TestSnapshots.offset(file.array(), Section.BASELINE) + 32;
        assertEquals(file.getLong(entry), SipHash.hash(new HashKey(keys.getLong(0), keys.getLong(8)), tuple));
        assertEquals(file.getLong(entry + 8), SipHash.hash(new HashKey(keys.getLong(16), keys.getLong(24)), tuple));
    }

    /// Where an id lies in the index, written down a second time after the spec: of the two home lines
    /// the credential belongs to the second, where the owner's hash comes first.
    @Test
    void idIndex_isFilledAsTheSpecSays() throws Exception {
        ByteBuffer file = ByteBuffer.wrap(parse(block())).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer keys = derivedKeys(bytes(file, 56, 16), "portcullis snapshot id index");
        byte[] id = "vault:opaque:v/k".getBytes(StandardCharsets.US_ASCII);
        long upper = SipHash.hash(new HashKey(keys.getLong(0), keys.getLong(8)), id);
        long lower = SipHash.hash(new HashKey(keys.getLong(16), keys.getLong(24)), id);
        // With two home lines the place of a hash is its uppermost bit.
        assertEquals(1, upper >>> 63);
        int slot = TestSnapshots.offset(file.array(), Section.ID_INDEX) + 64 + 16;
        assertEquals(lower, file.getLong(slot));
        assertEquals((int) upper, file.getInt(slot + 8));
        assertEquals(0, file.getInt(slot + 12));
        assertEquals(3, file.getInt(slot + 16 + 12));
    }

    private static ByteBuffer derivedKeys(byte[] hashKey, String label) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(hashKey, "HmacSHA256"));
        return ByteBuffer.wrap(mac.doFinal(label.getBytes(StandardCharsets.US_ASCII)))
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] bytes(ByteBuffer file, int at, int length) {
        var bytes = new byte[length];
        file.get(at, bytes);
        return bytes;
    }

    private String block() throws Exception {
        String text = Files.readString(spec, StandardCharsets.UTF_8);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        return text.substring(begin, text.indexOf(END, begin));
    }

    private void update(byte[] bytes) throws Exception {
        String text = Files.readString(spec, StandardCharsets.UTF_8);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        Files.writeString(
                spec,
                text.substring(0, begin) + render(bytes) + text.substring(text.indexOf(END, begin)),
                StandardCharsets.UTF_8);
    }

    /// Lines `offset: bytes`, those of zeros left out, with a heading where a part begins.
    private static String render(byte[] bytes) {
        var headings = headings(bytes);
        var out = new StringBuilder("# length " + bytes.length + "\n");
        for (int at = 0; at < bytes.length; at += LINE) {
            headings.subMap(at, at + LINE)
                    .values()
                    .forEach(heading -> out.append("# ").append(heading).append('\n'));
            byte[] line = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + LINE));
            if (!Arrays.equals(line, new byte[line.length])) {
                out.append("%04x: %s\n".formatted(at, HexFormat.ofDelimiter(" ").formatHex(line)));
            }
        }
        return out.toString();
    }

    private static NavigableMap<Integer, String> headings(byte[] bytes) {
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        var headings = new TreeMap<Integer, String>();
        headings.put(0, "header");
        int at = Format.FIXED_HEADER_BYTES;
        for (Section section : Section.ALL) {
            headings.put(at, "section entry: " + section.name());
            int length = (int) file.getLong(at + 16);
            if (length > 0) {
                headings.put((int) file.getLong(at + 8), "section " + section.id() + ": " + section.name());
            }
            at += Format.SECTION_ENTRY_BYTES;
        }
        headings.put(at, "source");
        headings.put(file.getInt(Format.HEADER_BYTES_AT), "signature, from %04x".formatted(file.getInt(12)));
        return headings;
    }

    private static byte[] parse(String block) {
        List<String> lines = block.lines().toList();
        var bytes = new byte[Integer.parseInt(lines.getFirst().substring("# length ".length()))];
        for (String line : lines) {
            if (!line.startsWith("#")) {
                byte[] part = HexFormat.ofDelimiter(" ").parseHex(line.substring(line.indexOf(' ') + 1));
                System.arraycopy(part, 0, bytes, HexFormat.fromHexDigits(line, 0, line.indexOf(':')), part.length);
            }
        }
        return bytes;
    }
}
