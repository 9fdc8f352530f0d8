package dev.portcullis.snapshot.trust;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyFilesTest {
    private static final byte[] MESSAGE = {1, 2, 3};

    @TempDir
    private Path directory;

    private KeyPairFiles generate(String keyId) throws Exception {
        return KeyPairFiles.generate(directory, keyId, Set.of(Purpose.SNAPSHOT), null, null);
    }

    private static void setMode(Path file, String mode) throws Exception {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    @Test
    void generate_writesForTheOwnerOnly() throws Exception {
        KeyPairFiles pair = generate("k-1");
        assertEquals(directory.resolve("k-1.pem"), pair.privateKey());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(pair.privateKey())));
        SigningKey key = SigningKey.read(pair.privateKey());
        assertEquals("k-1", key.id());
        assertArrayEquals(
                key.sign(MESSAGE), SigningKey.read(pair.privateKey(), "other").sign(MESSAGE));
    }

    @Test
    void generate_ofAKeyThatIsThere() throws Exception {
        byte[] before = Files.readAllBytes(generate("k").privateKey());
        assertThrows(FileAlreadyExistsException.class, () -> generate("k"));
        assertArrayEquals(before, Files.readAllBytes(directory.resolve("k.pem")));
    }

    @Test
    void generate_ofAnIdThatIsNone() {
        assertThrows(IllegalArgumentException.class, () -> generate("../k"));
        assertFalse(Files.exists(directory.resolve("../k.pem")));
    }

    @Test
    void appendTo_ofAnIdThatIsTaken_leavesTheFile() throws Exception {
        Path trust = directory.resolve("trust");
        KeyPairFiles pair = generate("k");
        Files.writeString(trust, "# no line end", StandardCharsets.UTF_8);
        pair.appendTo(trust);
        assertEquals("# no line end\n" + pair.trusted().line() + "\n", Files.readString(trust));
        assertThrows(TrustException.class, () -> pair.appendTo(trust));
        assertEquals("# no line end\n" + pair.trusted().line() + "\n", Files.readString(trust));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwx------", "rw------x", "rwxrwxrwx"})
    void read_ofAModeThatIsTooWide(String mode) throws Exception {
        Path file = generate("k").privateKey();
        setMode(file, mode);
        var refused = assertThrows(TrustException.class, () -> SigningKey.read(file));
        assertEquals(
                file + ": has mode `" + mode + "`, a private key file has at most `rw-------`", refused.getMessage());
    }

    @Test
    void read_ofAReadOnlyFile() throws Exception {
        Path file = generate("k").privateKey();
        setMode(file, "r--------");
        assertEquals("k", SigningKey.read(file).id());
    }

    @Test
    void read_ofSomethingElse() throws Exception {
        String rsa = Base64.getEncoder()
                .encodeToString(KeyPairGenerator.getInstance("RSA")
                        .generateKeyPair()
                        .getPrivate()
                        .getEncoded());
        String begin = "-----BEGIN PRIVATE KEY-----\n";
        String end = "\n-----END PRIVATE KEY-----\n";
        String noBlock =
                ": is not one PKCS#8 block between `-----BEGIN PRIVATE KEY-----` and " + "`-----END PRIVATE KEY-----`";
        String noKey = ": does not hold an Ed25519 private key in PKCS#8";
        assertRefused("", noBlock);
        assertRefused("-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----\n", noBlock);
        assertRefused(begin.strip(), noBlock);
        assertRefused(begin + "secret value!" + end, noKey);
        assertRefused(begin + rsa + end, noKey);
        assertRefused("x".repeat(4097), ": has 4097 bytes, a private key file has at most 4096");
    }

    private void assertRefused(String content, String message) throws Exception {
        Path file = directory.resolve("wrong.pem");
        Files.writeString(file, content, StandardCharsets.US_ASCII);
        setMode(file, "rw-------");
        var refused = assertThrows(TrustException.class, () -> SigningKey.read(file));
        assertEquals(file + message, refused.getMessage());
    }

    @Test
    void read_ofAFileNameThatIsNoKeyId() throws Exception {
        Path file = Files.writeString(directory.resolve("My Key.pem"), "", StandardCharsets.US_ASCII);
        var refused = assertThrows(TrustException.class, () -> SigningKey.read(file));
        assertEquals(
                file + ": `My Key` is no key id; allowed are 1 to 32 of a-z, 0-9, dot, dash and underscore",
                refused.getMessage());
    }

    @Test
    void toString_showsNoKey() throws Exception {
        assertEquals(
                "signing key `k`", SigningKey.read(generate("k").privateKey()).toString());
    }
}
