package dev.portcullis.bridge.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.portcullis.bridge.pdp.Question;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class WebTokensTest {
    private static final long NOW = 1_793_610_000L;
    private static final Issuer ISSUER = new Issuer();
    private static final String GOOD = """
            {"iss":"https://issuer","aud":["sts","portcullis"],"exp":1793610060,"nbf":1793609940,"sub":"system:serviceaccount:shop:orders-api"}""";

    @TempDir
    Path folder;

    private WebTokens tokens;

    @BeforeEach
    void writeKeys() throws IOException {
        Path keys = folder.resolve("jwks.json");
        Files.writeString(keys, ISSUER.keySet());
        tokens = new WebTokens(
                new WebIdentity(keys, "https://issuer", "portcullis", "eks-prod"),
                InstantSource.fixed(Instant.ofEpochSecond(NOW)));
    }

    static Stream<String> good() {
        return Stream.of(
                ISSUER.rs256(GOOD),
                ISSUER.es256(GOOD),
                ISSUER.rs256(GOOD.replace("[\"sts\",\"portcullis\"]", "\"portcullis\"")),
                ISSUER.rs256(GOOD.replace(",\"nbf\":1793609940", "")),
                ISSUER.rs256(GOOD.replace("\"nbf\":1793609940", "\"nbf\":1793610010")),
                ISSUER.rs256(GOOD.replace("1793610060", "1793610001")));
    }

    @ParameterizedTest
    @MethodSource
    void good(String token) {
        Question.Subject subject =
                new Question.Subject("workload", "k8s:service_account:eks-prod/shop/orders-api", Map.of(), List.of());

        assertEquals(new Recognition.Known(subject), tokens.judge(token));
    }

    static Stream<Arguments> claims() {
        return Stream.of(
                Arguments.of("\"https://issuer\"", "\"https://issuer/\"", "the token is of another issuer"),
                Arguments.of("\"https://issuer\"", "[\"https://issuer\"]", "the token is of another issuer"),
                Arguments.of("\"portcullis\"", "\"vault\"", "the token is for another audience"),
                Arguments.of("[\"sts\",\"portcullis\"]", "{\"portcullis\":1}", "the token is for another audience"),
                Arguments.of("\"aud\":", "\"audience\":", "the token is for another audience"),
                Arguments.of("1793610060", "1793610000", "the token expired at 2026-11-02T09:00:00Z"),
                Arguments.of("1793610060", "-9000000000000000000", "the token expired at 1970-01-01T00:00:00Z"),
                Arguments.of("1793610060", "\"1793610060\"", "the token does not say when it expires"),
                Arguments.of("1793610060", "1e40", "the token does not say when it expires"),
                Arguments.of("\"exp\":", "\"ex\":", "the token does not say when it expires"),
                Arguments.of("1793609940", "1793610011", "the token is not valid yet"),
                Arguments.of("1793609940", "\"soon\"", "the token is not valid yet"),
                Arguments.of("system:serviceaccount:shop:", "system:node:", "the token is not of a service account"),
                Arguments.of("orders-api", "orders/api", "the token is not of a service account"),
                Arguments.of("orders-api", "orders:api", "the token is not of a service account"),
                Arguments.of("orders-api\"", "orders-api\\n\"", "the token is not of a service account"),
                Arguments.of("\"aud\":", "\"iss\":\"x\",\"aud\":", "the claims of the token cannot be read"),
                Arguments.of("}", "}{}", "the claims of the token cannot be read"));
    }

    @ParameterizedTest
    @MethodSource
    void claims(String part, String changed, String why) {
        assertEquals(new Recognition.Stranger(why), tokens.judge(ISSUER.rs256(GOOD.replace(part, changed))));
    }

    static Stream<Arguments> forged() throws GeneralSecurityException {
        String rsa = "{\"alg\":\"RS256\",\"kid\":\"rsa\"}";
        Issuer stranger = new Issuer();
        String otherAlgorithm = "the token names another algorithm than its key has";
        return Stream.of(
                Arguments.of("another key", stranger.rs256(GOOD), "the signature of the token is wrong"),
                Arguments.of("another curve key", stranger.es256(GOOD), "the signature of the token is wrong"),
                Arguments.of("tampered", Issuer.tampered(ISSUER.rs256(GOOD)), "the signature of the token is wrong"),
                Arguments.of(
                        "signature of other claims",
                        Issuer.encode(rsa) + "." + Issuer.encode(GOOD.replace("orders-api", "admin")) + "."
                                + ISSUER.rs256(GOOD).split("\\.", -1)[2],
                        "the signature of the token is wrong"),
                Arguments.of(
                        "no signature",
                        Issuer.encode(rsa) + "." + Issuer.encode(GOOD) + ".",
                        "the signature of the token is wrong"),
                Arguments.of(
                        "all-zero signature",
                        Issuer.encode("{\"alg\":\"ES256\",\"kid\":\"ec\"}") + "." + Issuer.encode(GOOD) + "."
                                + Issuer.encode(new byte[64]),
                        "the signature of the token is wrong"),
                Arguments.of(
                        "signature in DER",
                        Issuer.signed(
                                "{\"alg\":\"ES256\",\"kid\":\"ec\"}", GOOD, "SHA256withECDSA", ISSUER.ec.getPrivate()),
                        "the signature of the token is wrong"),
                Arguments.of(
                        "algorithm none",
                        Issuer.encode("{\"alg\":\"none\",\"kid\":\"rsa\"}") + "." + Issuer.encode(GOOD) + ".",
                        otherAlgorithm),
                Arguments.of("public key as a shared secret", confused(), otherAlgorithm),
                Arguments.of(
                        "algorithm of the other key",
                        Issuer.signed(
                                "{\"alg\":\"RS256\",\"kid\":\"ec\"}", GOOD, "SHA256withRSA", ISSUER.rsa.getPrivate()),
                        otherAlgorithm),
                Arguments.of(
                        "key id of the other key",
                        Issuer.signed(
                                "{\"alg\":\"ES256\",\"kid\":\"rsa\"}",
                                GOOD,
                                "SHA256withECDSAinP1363Format",
                                ISSUER.ec.getPrivate()),
                        otherAlgorithm),
                Arguments.of(
                        "unknown key id",
                        Issuer.signed(
                                rsa.replace("\"rsa\"", "\"old\""), GOOD, "SHA256withRSA", ISSUER.rsa.getPrivate()),
                        "the token is signed with a key that is not known"),
                Arguments.of(
                        "no key id",
                        Issuer.signed("{\"alg\":\"RS256\"}", GOOD, "SHA256withRSA", ISSUER.rsa.getPrivate()),
                        "the token is signed with a key that is not known"),
                Arguments.of(
                        "critical extension",
                        Issuer.signed(
                                "{\"alg\":\"RS256\",\"kid\":\"rsa\",\"crit\":[\"b64\"],\"b64\":false}",
                                GOOD,
                                "SHA256withRSA",
                                ISSUER.rsa.getPrivate()),
                        "the token asks for extensions that are not known here"),
                Arguments.of(
                        "header twice",
                        Issuer.signed(
                                "{\"alg\":\"RS256\",\"kid\":\"old\",\"kid\":\"rsa\"}",
                                GOOD,
                                "SHA256withRSA",
                                ISSUER.rsa.getPrivate()),
                        "the token cannot be read"),
                Arguments.of("padding", ISSUER.rs256(GOOD) + "==", "the token cannot be read"),
                Arguments.of("not base64", "a!.b.c", "the token cannot be read"),
                Arguments.of(
                        "too long",
                        "a".repeat(16 << 10) + ".b.c",
                        "the token is not a JSON Web Token of at most 16384 characters"));
    }

    private static String confused() throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(ISSUER.rsa.getPublic().getEncoded(), "HmacSHA256"));
        String text = Issuer.encode("{\"alg\":\"HS256\",\"kid\":\"rsa\"}") + "." + Issuer.encode(GOOD);
        return text + "." + Issuer.encode(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void forged(String name, String token, String why) {
        assertEquals(new Recognition.Stranger(why), tokens.judge(token));
    }

    @Test
    void keysThatCameIn_areUsed_andThoseThatLeft_areNot() throws IOException {
        Issuer next = new Issuer();
        Files.writeString(folder.resolve("jwks.json"), next.keySet() + " ");

        assertInstanceOf(Recognition.Known.class, tokens.judge(next.rs256(GOOD)));
        assertInstanceOf(Recognition.Stranger.class, tokens.judge(ISSUER.rs256(GOOD)));
    }

    @Test
    void keysThatCannotBeRead_judgeNobody() throws IOException {
        tokens.judge(ISSUER.rs256(GOOD));
        Files.writeString(folder.resolve("jwks.json"), "{");

        assertInstanceOf(Recognition.Unjudged.class, tokens.judge(ISSUER.rs256(GOOD)));

        Files.delete(folder.resolve("jwks.json"));

        assertInstanceOf(Recognition.Unjudged.class, tokens.judge(ISSUER.rs256(GOOD)));
    }
}
