package dev.portcullis.bridge.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class KeySetTest {
    private static final KeyPair RSA = Issuer.pair("RSA", "");
    private static final KeyPair EC = Issuer.pair("EC", "secp256r1");

    private static KeySet read(String... keys) throws IOException {
        return KeySet.read(("{\"keys\":[" + String.join(",", keys) + "]}").getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void keysOfOtherKinds_arePassedOver() throws IOException {
        KeySet keys = read(
                Issuer.rsaKey("a", RSA),
                Issuer.ecKey("b", EC),
                Issuer.rsaKey("encrypts", RSA).replace("\"sig\"", "\"enc\""),
                Issuer.rsaKey("other", RSA).replace("RS256", "RS512"),
                Issuer.rsaKey("", RSA),
                "{\"kty\":\"oct\",\"kid\":\"shared\",\"k\":\"AAAA\"}",
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"ed\",\"x\":\"AAAA\"}");

        assertEquals(Set.of("a", "b"), keys.byId().keySet());
        assertEquals(KeySet.Algorithm.RS256, algorithm(keys, "a"));
        assertEquals(KeySet.Algorithm.ES256, algorithm(keys, "b"));
    }

    private static KeySet.Algorithm algorithm(KeySet keys, String id) {
        return Objects.requireNonNull(keys.byId().get(id)).algorithm();
    }

    static Stream<Arguments> refused() {
        String rsa = Issuer.rsaKey("a", RSA);
        return Stream.of(
                Arguments.of("", "the key set has no key for RS256 or ES256 with an id"),
                Arguments.of(rsa + "," + rsa, "the key set has two keys `a`"),
                Arguments.of(
                        "{\"kty\":\"RSA\",\"kid\":\"a\",\"n\":\"AQAB\",\"e\":\"AQAB\"}",
                        "the key `a` cannot be read: it has 17 bits, at least 2048 are needed"),
                Arguments.of(
                        "{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"a\",\"x\":\"AQ\",\"y\":\"AQ\"}",
                        "the key `a` cannot be read: a coordinate has not 32 bytes"));
    }

    @ParameterizedTest
    @MethodSource
    void refused(String keys, String why) {
        assertEquals(why, assertThrows(IOException.class, () -> read(keys)).getMessage());
    }

    @Test
    void textThatIsNoKeySet_isRefused() {
        IOException refused = assertThrows(IOException.class, () -> KeySet.read("[]".getBytes(StandardCharsets.UTF_8)));

        assertEquals("the key set is not JSON with a list `keys`", refused.getMessage());
    }
}
