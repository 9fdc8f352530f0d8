package dev.portcullis.snapshot.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WholeFileTest {
    private static final byte[] OLD = {1};
    private static final byte[] NEW = {2, 3};

    @TempDir
    private Path directory;

    @Test
    void replace_createsAndReplaces() throws Exception {
        Path file = directory.resolve("file");
        WholeFile.replace(file, OLD);
        WholeFile.replace(file, NEW);
        assertArrayEquals(NEW, Files.readAllBytes(file));
        assertEquals("rw-------", mode(file));
        assertEquals(List.of(file), files());
    }

    @Test
    void replace_thatFailsHalfway_keepsTheOldFile() throws Exception {
        Path file = directory.resolve("file");
        WholeFile.replace(file, OLD);
        assertThrows(IOException.class, () -> WholeFile.<IOException>replace(file, WholeFileTest::failHalfway));
        assertArrayEquals(OLD, Files.readAllBytes(file));
        assertEquals(List.of(file), files());
    }

    private static void failHalfway(FileChannel channel) throws IOException {
        channel.write(ByteBuffer.wrap(NEW));
        throw new IOException("disk is full");
    }

    @Test
    void replace_afterACrash_removesWhatIsLeftOver() throws Exception {
        Path file = directory.resolve("file");
        Files.write(directory.resolve(".file.tmp"), OLD);
        WholeFile.replace(file, NEW);
        assertArrayEquals(NEW, Files.readAllBytes(file));
        assertEquals(List.of(file), files());
    }

    /// What a reader has mapped is the old file as long as it likes: a rename gives the name to another file.
    @Test
    void replace_leavesTheOldFileToItsReaders() throws Exception {
        Path file = directory.resolve("file");
        WholeFile.replace(file, OLD);
        try (var reader = FileChannel.open(file)) {
            WholeFile.replace(file, NEW);
            ByteBuffer read = ByteBuffer.allocate(8);
            assertEquals(OLD.length, reader.read(read));
            assertEquals(OLD[0], read.get(0));
        }
    }

    @Test
    void replaceReadable_keepsTheMode() throws Exception {
        Path file = directory.resolve("file");
        WholeFile.replaceReadable(file, OLD);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        WholeFile.replaceReadable(file, NEW);
        assertArrayEquals(NEW, Files.readAllBytes(file));
        assertEquals("rw-r-----", mode(file));
    }

    @Test
    void createNew_ofAFileThatIsThere() throws Exception {
        Path file = directory.resolve("file");
        WholeFile.createNew(file, OLD);
        assertEquals("rw-------", mode(file));
        assertThrows(FileAlreadyExistsException.class, () -> WholeFile.createNew(file, NEW));
        assertArrayEquals(OLD, Files.readAllBytes(file));
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }
}
