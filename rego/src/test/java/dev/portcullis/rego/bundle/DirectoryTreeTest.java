package dev.portcullis.rego.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryTreeTest {
    @TempDir
    Path temporary;

    private Path bundle;

    @BeforeEach
    void makeDirectory() throws IOException {
        bundle = Files.createDirectory(temporary.resolve("bundle"));
    }

    @Test
    void files_areFoundByPathInOrder() throws Exception {
        write("z.rego", "z");
        write("a/b.rego", "b");
        write("a.rego", "a");
        write("a/readme.md", "not wanted");
        assertEquals(List.of("a.rego", "a/b.rego", "z.rego"), paths(BundleLimits.DEFAULT));
    }

    @Test
    void configMapLayout_isReadOnceThroughItsLinks() throws Exception {
        write("..2026_11_02/p/a.rego", "a");
        Files.createSymbolicLink(bundle.resolve("..data"), Path.of("..2026_11_02"));
        Files.createSymbolicLink(bundle.resolve("p"), Path.of("..data/p"));
        assertEquals(List.of("p/a.rego"), paths(BundleLimits.DEFAULT));
    }

    @Test
    void directoryReachedThroughALink_isReadLikeAnyOther() throws Exception {
        write("a.rego", "a");
        Path link = Files.createSymbolicLink(temporary.resolve("link"), bundle);
        assertEquals(
                1,
                new DirectoryTree(link)
                        .read(DirectoryTreeTest::isRego, BundleLimits.DEFAULT)
                        .size());
    }

    @Test
    void linkOutOfTheDirectory_isRefused() throws Exception {
        Files.writeString(temporary.resolve("outside.rego"), "package outside");
        Files.createSymbolicLink(bundle.resolve("in.rego"), temporary.resolve("outside.rego"));
        assertRefused(
                "in.rego:1: rego_compile_error: the link leads out of the bundle, to `"
                        + temporary.resolve("outside.rego").toRealPath() + "`",
                BundleLimits.DEFAULT);
    }

    @Test
    void linkToASiblingWhoseNameStartsTheSame_isRefused() throws Exception {
        Path sibling = Files.createDirectory(temporary.resolve("bundle2"));
        Files.createSymbolicLink(bundle.resolve("x"), sibling);
        assertRefused(
                "x:1: rego_compile_error: the link leads out of the bundle, to `" + sibling.toRealPath() + "`",
                BundleLimits.DEFAULT);
    }

    @Test
    void linkToItsOwnParent_endsAtTheDepthLimit() throws Exception {
        Files.createSymbolicLink(bundle.resolve("loop"), bundle);
        assertRefused(
                "loop/loop/loop/:1: rego_compile_error: directories are nested more than 2 deep",
                new BundleLimits(10, 100, 2));
    }

    @Test
    void brokenLink_isRefused() throws Exception {
        Files.createSymbolicLink(bundle.resolve("a.rego"), Path.of("nowhere"));
        assertRefused("a.rego:1: rego_compile_error: no such file or directory", BundleLimits.DEFAULT);
    }

    @Test
    void missingDirectory_isRefused() throws Exception {
        Files.delete(bundle);
        assertRefused(bundle + ":1: rego_compile_error: no such file or directory", BundleLimits.DEFAULT);
    }

    @Test
    void fileInPlaceOfADirectory_isRefused() throws Exception {
        Files.delete(bundle);
        Files.writeString(bundle, "x");
        assertRefused(bundle + ":1: rego_compile_error: not a directory", BundleLimits.DEFAULT);
    }

    @Test
    void tooManyFiles_areRefused() throws Exception {
        write("a.rego", "a");
        write("b.rego", "b");
        assertEquals(2, paths(new BundleLimits(2, 100, 1)).size());
        assertRefused("b.rego:1: rego_compile_error: the bundle has more than 1 files", new BundleLimits(1, 100, 1));
    }

    @Test
    void tooManyBytes_areRefused() throws Exception {
        write("a.rego", "1234");
        write("b.rego", "12345");
        assertEquals(2, paths(new BundleLimits(2, 9, 1)).size());
        assertRefused("b.rego:1: rego_compile_error: the bundle has more than 8 bytes", new BundleLimits(2, 8, 1));
    }

    @Test
    void stamp_changesWithNamesSizesTimesAndFileNumbers() throws Exception {
        write("a.rego", "1");
        String before = stamp();
        assertEquals(before, stamp());
        write("readme.md", "not wanted");
        assertEquals(before, stamp());

        Files.setLastModifiedTime(bundle.resolve("a.rego"), FileTime.fromMillis(1));
        String touched = stamp();
        assertNotEquals(before, touched);

        // Same size and time, other file: what an atomic rename leaves behind.
        Path replacement = write("a.new", "2");
        Files.setLastModifiedTime(replacement, FileTime.fromMillis(1));
        Files.move(replacement, bundle.resolve("a.rego"), java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        assertNotEquals(touched, stamp());
    }

    private static boolean isRego(String path) {
        return path.endsWith(".rego");
    }

    private String stamp() throws BundleException {
        return new DirectoryTree(bundle).stamp(DirectoryTreeTest::isRego, BundleLimits.DEFAULT);
    }

    private List<String> paths(BundleLimits limits) throws BundleException {
        return List.copyOf(new DirectoryTree(bundle)
                .read(DirectoryTreeTest::isRego, limits)
                .keySet());
    }

    private void assertRefused(String expected, BundleLimits limits) {
        BundleException refusal = assertThrows(BundleException.class, () -> paths(limits));
        assertEquals(expected, refusal.diagnostic().text());
    }

    private Path write(String path, String content) throws IOException {
        Path file = bundle.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }
}
