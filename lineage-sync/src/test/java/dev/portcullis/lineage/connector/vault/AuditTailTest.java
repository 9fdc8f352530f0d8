package dev.portcullis.lineage.connector.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portcullis.lineage.connector.ConnectorException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every line once, however the file is rotated and wherever a read happens to find it.
final class AuditTailTest {
    private static final int MAX_LINE = 100_000;

    @TempDir
    Path directory;

    private final List<String> given = new ArrayList<>();

    @Test
    void grownFile_givesWhatIsNew() throws Exception {
        append("a\nb\n");
        AuditTail tail = tail();
        assertEquals(List.of("1 a", "2 b"), read(tail));
        assertEquals(List.of(), read(tail));
        append("c\n");
        assertEquals(List.of("3 c"), read(tail));
    }

    @Test
    void tornLine_waitsForItsEnd() throws Exception {
        append("a\nbb");
        AuditTail tail = tail();
        assertEquals(List.of("1 a"), read(tail));
        append("b");
        assertEquals(List.of(), read(tail));
        append("\nc\n");
        assertEquals(List.of("2 bbb", "3 c"), read(tail));
    }

    @Test
    void linesOverManyBuffers_stayWhole() throws Exception {
        String wide = "w".repeat(MAX_LINE);
        append(wide + "\nn\n");
        assertEquals(List.of("1 " + wide, "2 n"), read(tail()));
    }

    @Test
    void tooLongLine_isSkippedOnceAndTheNextOneCounts() throws Exception {
        AuditTail tail = tail();
        append("a\n" + "x".repeat(MAX_LINE + 1));
        assertEquals(List.of("1 a", "2 skipped: is longer than 100000 bytes"), read(tail));
        append("x".repeat(MAX_LINE));
        assertEquals(List.of(), read(tail));
        append("x\nb\n");
        assertEquals(List.of("3 b"), read(tail));
    }

    @Test
    void renamedFile_isReadToItsEndBesideTheNewOne() throws Exception {
        append("a\n");
        AuditTail tail = tail();
        read(tail);
        append("b\n");
        rename();
        append("c\n", renamed());
        append("");
        assertEquals(List.of("2 b", "3 c"), read(tail));
        append("d\n", renamed());
        append("n\n");
        assertEquals(List.of("4 d", "1 n"), read(tail));
        append("m\n");
        assertEquals(List.of("2 m"), read(tail));
    }

    @Test
    void renamedFileBeforeTheNewOneIsThere_givesItsLastLinesThenFails() throws Exception {
        append("a\n");
        AuditTail tail = tail();
        read(tail);
        append("b\n");
        rename();
        assertEquals(List.of("2 b"), read(tail));
        var missing = assertThrows(ConnectorException.class, () -> read(tail));
        assertEquals(file() + ": does not exist", missing.getMessage());
        append("n\n");
        assertEquals(List.of("1 n"), read(tail));
    }

    @Test
    void renamedFileThatEndsTorn_saysSo() throws Exception {
        append("a\ntorn");
        AuditTail tail = tail();
        read(tail);
        rename();
        append("n\n");
        assertEquals(List.of("1 n", "2 skipped: has no line feed at its end"), read(tail));
    }

    @Test
    void cutFile_isReadFromItsStart() throws Exception {
        append("a\nb\n");
        AuditTail tail = tail();
        read(tail);
        Files.write(file(), new byte[0]);
        assertEquals(List.of(), read(tail));
        append("c\n");
        assertEquals(List.of("1 c"), read(tail));
    }

    @Test
    void fileThatGrewAgainBeyondItsCut_isReadFromItsStart() throws Exception {
        append("a\n");
        AuditTail tail = tail();
        read(tail);
        Files.writeString(file(), "b\nc\nd\n");
        assertEquals(List.of("1 b", "2 c", "3 d"), read(tail));
    }

    private AuditTail tail() {
        return new AuditTail(file(), MAX_LINE);
    }

    private List<String> read(AuditTail tail) throws ConnectorException {
        given.clear();
        tail.read(new AuditTail.Lines() {
            @Override
            public void line(byte[] utf8, String place) {
                given.add(number(place) + " " + new String(utf8, StandardCharsets.UTF_8));
            }

            @Override
            public void skip(String place, String why) {
                given.add(number(place) + " skipped: " + why);
            }
        });
        return List.copyOf(given);
    }

    private String number(String place) {
        return place.substring(file().toString().length() + 1);
    }

    private void append(String text) throws IOException {
        append(text, file());
    }

    private static void append(String text, Path to) throws IOException {
        Files.writeString(to, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void rename() throws IOException {
        Files.move(file(), renamed());
    }

    private Path renamed() {
        return directory.resolve("audit.log.1");
    }

    private Path file() {
        return directory.resolve("audit.log");
    }
}
