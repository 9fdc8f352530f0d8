package dev.portcullis.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.snapshot.trust.Purpose;
import dev.portcullis.snapshot.trust.SigningKey;
import dev.portcullis.snapshot.trust.Trust;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KeysCommandTest {
    @TempDir
    private Path folder;

    @Test
    void generate_writesThePrivateHalfForItsOwnerAndPrintsTheTrustLine() throws Exception {
        Path keys = folder.resolve("keys");
        Run run = Run.of("keys", "generate", "--out", keys.toString(), "--id", "lab", "--purpose", "snapshot,log");
        assertEquals(ExitCode.OK, run.exitCode());
        Path file = keys.resolve("lab.pem");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals("lab", SigningKey.read(file).id());
        assertTrue(run.out().startsWith("key lab snapshot,log - - "));
        assertEquals(
                Set.of(Purpose.SNAPSHOT, Purpose.LOG),
                Trust.parse("out", run.out()).key("lab").orElseThrow().purposes());
        assertEquals("private key in `" + file + "`, mode 0600; keep it where only its user can read\n", run.err());
    }

    @Test
    void trust_addsTheLineToTheFile() throws Exception {
        Path trust = folder.resolve("trust");
        generate("a", "--trust", trust.toString(), "--not-after", "2027-01-01T00:00:00Z");
        Run second = generate("b", "--trust", trust.toString(), "--not-before", "2026-01-01T00:00:00Z");
        assertEquals("", second.out());
        assertEquals(2, Trust.read(trust).keys().size());
        assertEquals(
                "2027-01-01T00:00:00Z",
                String.valueOf(Trust.read(trust).key("a").orElseThrow().notAfter()));
    }

    @Test
    void secondKeyOfAnId_isRefusedAndTheFirstStays() throws Exception {
        generate("lab");
        String first = Files.readString(folder.resolve("lab.pem"));
        Run run = generate("lab");
        assertEquals(
                new Run(
                        ExitCode.FAILED,
                        "",
                        "portcullis: `" + folder.resolve("lab.pem")
                                + "` exists already; remove it or choose another name\n"),
                run);
        assertEquals(first, Files.readString(folder.resolve("lab.pem")));
    }

    @Test
    void trustFileThatRefusesTheKey_leavesNoPrivateKeyBehind() throws Exception {
        Path trust = Files.writeString(folder.resolve("trust"), "nonsense\n");
        Run run = generate("lab", "--trust", trust.toString());
        assertEquals(ExitCode.FAILED, run.exitCode());
        assertTrue(run.err().startsWith("portcullis: " + trust + ":1: "), run.err());
        assertFalse(Files.exists(folder.resolve("lab.pem")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "Lab | snapshot        | `Lab` is no key id; allowed are 1 to 32 of a-z, 0-9, dot, dash and underscore, beginning with a letter or digit",
                "lab | snapshot,policy | `policy` is no purpose; allowed are snapshot, bundle, log",
            })
    void whatIsNotAllowed_isOneLine(String id, String purposes, String line) {
        assertEquals(new Run(ExitCode.FAILED, "", "portcullis: " + line + "\n"), generate(id, "--purpose", purposes));
        assertFalse(Files.exists(folder.resolve(id + ".pem")));
    }

    private Run generate(String id, String... more) {
        String[] first = {"keys", "generate", "--out", folder.toString(), "--id", id};
        String[] all = java.util.Arrays.copyOf(first, first.length + more.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return Run.of(all);
    }
}
