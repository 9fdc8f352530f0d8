package dev.portcullis.rego.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchiveTreeTest {
    @TempDir
    Path temporary;

    @Test
    void files_areReadByTheirPaths() throws Exception {
        Path archive = archive(
                entry("/a/x.rego", '0', "one"),
                entry("dir/", '5', ""),
                entry("./b.rego", '0', ""),
                entry("c.txt", '0', "no"));
        assertEquals(List.of("a/x.rego", "b.rego"), paths(archive, BundleLimits.DEFAULT));
    }

    @Test
    void longNames_ofBothKinds() throws Exception {
        String posix = "p/".repeat(80) + "x.rego";
        String attribute = " path=" + posix + "\n";
        String gnu = "g/".repeat(80) + "y.rego";
        Path archive = archive(
                entry("PaxHeader", 'x', "185" + attribute),
                entry("short", '0', "1"),
                entry("././@LongLink", 'L', gnu + "\0"),
                entry("short", '0', "2"));
        assertEquals(List.of(gnu, posix), paths(archive, BundleLimits.DEFAULT));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '¦', textBlock = """
            ../x.rego ¦ 0 ¦ ../x.rego:1: rego_compile_error: the name leads out of the archive or nowhere
            a//x.rego ¦ 0 ¦ a//x.rego:1: rego_compile_error: the name leads out of the archive or nowhere
            link.rego ¦ 2 ¦ link.rego:1: rego_compile_error: is neither a file nor a directory
            """)
    void entryThatIsNoFileInside_isRefused(String name, char type, String expected) throws Exception {
        Path archive = archive(entry(name, type, ""));
        assertEquals(
                expected,
                assertThrows(BundleException.class, () -> paths(archive, BundleLimits.DEFAULT))
                        .diagnostic()
                        .text());
    }

    @Test
    void limitsHold() throws Exception {
        Path archive = archive(entry("a.rego", '0', "12345"), entry("b.rego", '0', "12345"));
        assertEquals(
                "b.rego:1: rego_compile_error: the bundle has more than 9 bytes",
                assertThrows(BundleException.class, () -> paths(archive, new BundleLimits(10, 9, 9)))
                        .diagnostic()
                        .text());
        assertEquals(
                "b.rego:1: rego_compile_error: the bundle has more than 1 files",
                assertThrows(BundleException.class, () -> paths(archive, new BundleLimits(1, 99, 9)))
                        .diagnostic()
                        .text());
    }

    @Test
    void sameFileTwice_isRefused() throws Exception {
        Path archive = archive(entry("a.rego", '0', "1"), entry("/a.rego", '0', "2"));
        assertEquals(
                "a.rego:1: rego_compile_error: the archive has this file twice",
                assertThrows(BundleException.class, () -> paths(archive, BundleLimits.DEFAULT))
                        .diagnostic()
                        .text());
    }

    /// Whatever the file has become, reading it ends in a refusal or in the files.
    @Test
    void cutAtAnyPlace_isRefused() throws Exception {
        byte[] whole = Files.readAllBytes(archive(entry("a.rego", '0', "12345")));
        Path cut = temporary.resolve("cut.tar.gz");
        for (int length = 0; length < whole.length - 8; length++) {
            Files.write(cut, Arrays.copyOf(whole, length));
            assertThrows(BundleException.class, () -> paths(cut, BundleLimits.DEFAULT), "at " + length);
        }
    }

    @Test
    void fileThatIsNoArchive_isNamed() throws Exception {
        Path file = Files.writeString(temporary.resolve("x.tar.gz"), "not gzip at all");
        assertEquals(
                file + ":1: rego_compile_error: cannot be read as .tar.gz: Not in GZIP format",
                assertThrows(BundleException.class, () -> paths(file, BundleLimits.DEFAULT))
                        .diagnostic()
                        .text());
        Path none = temporary.resolve("none.tar.gz");
        assertEquals(
                none + ":1: rego_compile_error: no such file or directory",
                assertThrows(BundleException.class, () -> new ArchiveTree(none).stamp(_ -> true, BundleLimits.DEFAULT))
                        .diagnostic()
                        .text());
    }

    private static List<String> paths(Path archive, BundleLimits limits) throws BundleException {
        return List.copyOf(new ArchiveTree(archive)
                .read(path -> path.endsWith(".rego"), limits)
                .keySet());
    }

    private Path archive(byte[]... entries) throws IOException {
        Path file = temporary.resolve("bundle.tar.gz");
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            for (byte[] entry : entries) {
                out.write(entry);
            }
            out.write(new byte[2 * TarEntry.BLOCK]);
        }
        return file;
    }

    private static byte[] entry(String name, char type, String text) throws IOException {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        byte[] header = new byte[TarEntry.BLOCK];
        put(header, 0, name);
        put(header, 124, String.format("%011o", content.length));
        header[156] = (byte) type;
        put(header, 257, "ustar");
        put(header, 148, "        ");
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xFF;
        }
        put(header, 148, String.format("%06o", sum));
        header[154] = 0;
        ByteArrayOutputStream entry = new ByteArrayOutputStream();
        entry.write(header);
        entry.write(content);
        entry.write(new byte[(TarEntry.BLOCK - content.length % TarEntry.BLOCK) % TarEntry.BLOCK]);
        return entry.toByteArray();
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }
}
