package dev.portcullis.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HighWaterMarkTest {
    @TempDir
    private Path directory;

    @ParameterizedTest(name = "{1} after {0}: {2}")
    @CsvSource({
        "7.100, 7.100, accepted",
        "7.100, 7.101, accepted",
        "7.100, 8.0, accepted",
        "7.100, 7.99, refused",
        "7.100, 6.999, refused",
        "1.0, 9223372036854775807.9223372036854775807, accepted"
    })
    void accept_afterAnother(String before, String after, String expected) throws Exception {
        Path file = directory.resolve("mark");
        HighWaterMark.open(file).accept(version(before));
        HighWaterMark reopened = HighWaterMark.open(file);
        if (expected.equals("accepted")) {
            reopened.accept(version(after));
            assertEquals(after + "\n", Files.readString(file, StandardCharsets.UTF_8));
        } else {
            var rollback = assertThrows(RollbackException.class, () -> reopened.accept(version(after)));
            assertEquals(
                    "snapshot `" + after + "` is older than `" + before + "`, which was accepted before",
                    rollback.getMessage());
            assertEquals(Optional.of(version(before)), HighWaterMark.open(file).mark());
        }
    }

    private static SnapshotVersion version(String text) {
        String[] parts = text.split("\\.", -1);
        return new SnapshotVersion(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
    }

    @Test
    void open_ofNoFile_isNoMark() throws Exception {
        assertEquals(
                Optional.empty(), HighWaterMark.open(directory.resolve("mark")).mark());
    }

    @Test
    void accept_thatCannotBeWritten_keepsTheMark() throws Exception {
        Path inner = Files.createDirectory(directory.resolve("inner"));
        HighWaterMark mark = HighWaterMark.open(inner.resolve("mark"));
        Files.delete(inner);
        assertThrows(IOException.class, () -> mark.accept(version("1.1")));
        assertEquals(Optional.empty(), mark.mark());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "7.100", "0.1\n", "07.1\n", "-1.0\n", "7.100\n7.101\n", "9999999999999999999.0\n"})
    void open_ofAnotherContent_isRefused(String content) throws Exception {
        Path file = Files.writeString(directory.resolve("mark"), content, StandardCharsets.UTF_8);
        var refused = assertThrows(IOException.class, () -> HighWaterMark.open(file));
        assertEquals(file + ": does not hold a version like `7.100`", refused.getMessage());
    }

    @Test
    void accept_writesForTheOwnerOnly() throws Exception {
        Path file = directory.resolve("mark");
        HighWaterMark.open(file).accept(version("7.100"));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }
}
