package dev.portcullis.snapshot.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class TrustTest {
    /// Source: RFC 8032, section 7.1, test 1.
    private static final String PUBLIC = "MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

    private static final Instant NOW = Instant.parse("2026-11-02T09:00:00Z");
    private static final byte[] MESSAGE = {1, 2, 3};

    @Test
    void parse_ofKeysCommentsAndBlankLines() throws Exception {
        Trust trust = Trust.parse("trust", """
                # rotation of November
                key old snapshot,log - 2026-12-01T00:00:00Z %s

                  key\tnew.2-b_c  snapshot 2026-11-01T00:00:00Z  -  %s
                """.formatted(PUBLIC, PUBLIC));
        assertEquals(
                List.of("old", "new.2-b_c"),
                trust.keys().stream().map(TrustedKey::id).toList());
        TrustedKey old = trust.key("old").orElseThrow();
        assertEquals(Set.of(Purpose.SNAPSHOT, Purpose.LOG), old.purposes());
        assertEquals("key old snapshot,log - 2026-12-01T00:00:00Z " + PUBLIC, old.line());
        assertEquals(old, Trust.parse("again", old.line()).key("old").orElseThrow());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongLines")
    void parse_ofAWrongLine(String line, String message) {
        var refused = assertThrows(TrustException.class, () -> Trust.parse("trust", "# first\n" + line));
        assertEquals("trust:2: " + message, refused.getMessage());
    }

    static Stream<Arguments> wrongLines() throws Exception {
        String x25519 = Base64.getEncoder()
                .encodeToString(KeyPairGenerator.getInstance("X25519")
                        .generateKeyPair()
                        .getPublic()
                        .getEncoded());
        String ed448 = Base64.getEncoder()
                .encodeToString(KeyPairGenerator.getInstance("Ed448")
                        .generateKeyPair()
                        .getPublic()
                        .getEncoded());
        return Stream.of(
                Arguments.of("trust a", "a line begins with `trust`, allowed is `key` or a comment"),
                Arguments.of(
                        "key a snapshot - -",
                        "a line has 5 words, allowed is `key <id> <purposes> <not_before> <not_after> <public key>`"),
                Arguments.of(
                        "key a snapshot - - " + PUBLIC + " b",
                        "a line has 7 words, allowed is `key <id> <purposes> <not_before> <not_after> <public key>`"),
                Arguments.of(
                        "key A snapshot - - " + PUBLIC,
                        "`A` is no key id; allowed are 1 to 32 of a-z, 0-9, dot, dash and underscore"),
                Arguments.of(
                        "key a everything - - " + PUBLIC,
                        "`everything` is no purpose; allowed are snapshot, bundle and log"),
                Arguments.of("key a , - - " + PUBLIC, "`` is no purpose; allowed are snapshot, bundle and log"),
                Arguments.of("key a log,log - - " + PUBLIC, "purpose `log` is given twice"),
                Arguments.of(
                        "key a log 2026 - " + PUBLIC,
                        "`2026` is no time; allowed is `-` or a form like `2026-11-23T00:00:00Z`"),
                Arguments.of(
                        "key a log 2026-11-02T00:00:00Z 2026-11-02T00:00:00Z " + PUBLIC,
                        "key `a` ends at 2026-11-02T00:00:00Z, before it begins at 2026-11-02T00:00:00Z"),
                Arguments.of("key a log - - AAAA", notAKey("a")),
                Arguments.of("key a log - - ???", notAKey("a")),
                Arguments.of("key a log - - " + x25519, notAKey("a")),
                Arguments.of("key a log - - " + ed448, notAKey("a")));
    }

    private static String notAKey(String id) {
        return "key `" + id + "` is not an Ed25519 public key in base64 of its SubjectPublicKeyInfo";
    }

    @Test
    void parse_ofAnIdThatIsTaken() {
        String line = "key a log - - " + PUBLIC + "\n";
        var refused = assertThrows(TrustException.class, () -> Trust.parse("trust", line + line));
        assertEquals("trust:2: key id `a` is already taken, an id names one key", refused.getMessage());
    }

    @Test
    void check_ofSignaturesByTwoKeysAtOnce(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("trust");
        KeyPairFiles old = KeyPairFiles.generate(
                directory, "old", Set.of(Purpose.BUNDLE), null, Instant.parse("2026-11-02T09:00:01Z"));
        KeyPairFiles fresh = KeyPairFiles.generate(
                directory, "fresh", Set.of(Purpose.BUNDLE, Purpose.LOG), Instant.parse("2026-11-02T09:00:00Z"), null);
        old.appendTo(file);
        fresh.appendTo(file);
        Trust trust = Trust.read(file);
        for (KeyPairFiles pair : List.of(old, fresh)) {
            SigningKey key = SigningKey.read(pair.privateKey());
            byte[] signature = key.sign(MESSAGE);
            var valid = assertInstanceOf(
                    SignatureCheck.Valid.class, trust.check(Purpose.BUNDLE, key.id(), MESSAGE, signature, NOW));
            assertEquals(key.id(), valid.key().id());
        }
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("refusals")
    void check_refuses(Purpose purpose, String keyId, Instant now, String reason, @TempDir Path directory)
            throws Exception {
        KeyPairFiles pair =
                KeyPairFiles.generate(directory, "k", Set.of(Purpose.LOG), NOW, Instant.parse("2026-11-03T00:00:00Z"));
        Trust trust = Trust.of(List.of(pair.trusted()));
        byte[] signature = SigningKey.read(pair.privateKey()).sign(MESSAGE);
        assertEquals(new SignatureCheck.Refused(reason), trust.check(purpose, keyId, MESSAGE, signature, now));
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(Purpose.LOG, "l", NOW, "key `l` is not trusted, trusted are `k`"),
                Arguments.of(Purpose.SNAPSHOT, "k", NOW, "key `k` is trusted for `log`, not for `snapshot`"),
                Arguments.of(
                        Purpose.LOG,
                        "k",
                        NOW.minusNanos(1),
                        "key `k` is trusted from 2026-11-02T09:00:00Z, now is 2026-11-02T08:59:59.999999999Z"),
                Arguments.of(
                        Purpose.LOG,
                        "k",
                        Instant.parse("2026-11-03T00:00:00Z"),
                        "key `k` was trusted before 2026-11-03T00:00:00Z, now is 2026-11-03T00:00:00Z"));
    }

    @Test
    void check_ofAnAlteredMessageOrSignature(@TempDir Path directory) throws Exception {
        KeyPairFiles pair = KeyPairFiles.generate(directory, "k", Set.of(Purpose.LOG), null, null);
        Trust trust = Trust.of(List.of(pair.trusted()));
        byte[] signature = SigningKey.read(pair.privateKey()).sign(MESSAGE);
        var refused = new SignatureCheck.Refused("the signature does not verify under key `k`");
        assertEquals(refused, trust.check(Purpose.LOG, "k", new byte[] {1, 2, 4}, signature, NOW));
        assertEquals(refused, trust.check(Purpose.LOG, "k", MESSAGE, new byte[0], NOW));
        assertEquals(refused, trust.check(Purpose.LOG, "k", MESSAGE, new byte[64], NOW));
        assertEquals(refused, trust.check(Purpose.LOG, "k", MESSAGE, new byte[65], NOW));
        signature[0] ^= 1;
        assertEquals(refused, trust.check(Purpose.LOG, "k", MESSAGE, signature, NOW));
    }

    @Test
    void read_ofAFileThatIsTooLarge(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("trust");
        Files.writeString(file, "#".repeat((1 << 20) + 1), StandardCharsets.US_ASCII);
        var refused = assertThrows(TrustException.class, () -> Trust.read(file));
        assertEquals(file + ": has 1048577 bytes, a trust file has at most 1048576", refused.getMessage());
    }
}
