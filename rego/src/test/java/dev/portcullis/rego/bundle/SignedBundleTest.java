package dev.portcullis.rego.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portcullis.rego.source.Diagnostic;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Bundles that `opa build --signing-key` and `opa sign` of OPA 1.22.2 made, as they are and altered. Their token has
/// `keyid` `k1`, `scope` `write` and `exp` 1893456000.
class SignedBundleTest {
    private static final BundleReader READER = new BundleReader(BundleLimits.DEFAULT);

    @ParameterizedTest
    @CsvSource({"RS256, rsa.pub", "PS256, rsa.pub", "ES256, ec.pub", "EdDSA, ed.pub", "HS256, secret"})
    void archiveOfOpa_isVerified(String algorithm, String keyFile) throws Exception {
        Bundle bundle = accepted(READER.read(
                "b", new ArchiveTree(resource(algorithm + ".tar.gz")), rules(key("k1", algorithm, keyFile, "write"))));
        assertEquals("7", bundle.revision());
        assertEquals(new BundleSignature("k1", 1_893_456_000_000_000_000L), bundle.signature());
    }

    @Test
    void directoryOfOpa_isVerified_withYamlAndFilesThatAreNoPolicy() throws Exception {
        Bundle bundle = accepted(READER.read("b", new DirectoryTree(resource("directory")), rules(rsa())));
        assertEquals(1, bundle.policies().size());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '¦', textBlock = """
            an edited policy ¦ app/answer.rego ¦ package app ¦ app/answer.rego:1: rego_compile_error: the content is not what was signed
            edited data ¦ app/settings/data.json ¦ {} ¦ app/settings/data.json:1: rego_compile_error: the content is not what was signed
            data that is no JSON ¦ app/settings/data.json ¦ { ¦ app/settings/data.json:1: rego_parse_error:
            a file more ¦ app/more.rego ¦ package app ¦ app/more.rego:1: rego_compile_error: the signature does not cover this file
            a file that is no policy ¦ more.txt ¦ x ¦ more.txt:1: rego_compile_error: the signature does not cover this file
            a file less ¦ notes.txt ¦ ¦ notes.txt:1: rego_compile_error: the file was signed and is missing
            no signature ¦ .signatures.json ¦ ¦ .signatures.json:1: rego_compile_error: the bundle is not signed, and its configuration demands it
            a second signature ¦ app/.signatures.json ¦ {} ¦ app/.signatures.json:1: rego_compile_error: the bundle has a second signature file
            no token ¦ .signatures.json ¦ {"signatures": []} ¦ .signatures.json:1: rego_compile_error: `signatures` must be an array of exactly one token
            two tokens ¦ .signatures.json ¦ {"signatures": ["a.b.c", "a.b.c"]} ¦ .signatures.json:1: rego_compile_error: `signatures` must be an array of exactly one token
            a token in two parts ¦ .signatures.json ¦ {"signatures": ["a.b"]} ¦ .signatures.json:1: rego_compile_error: the token does not have three parts
            not base64 ¦ .signatures.json ¦ {"signatures": ["a.b.%"]} ¦ .signatures.json:1: rego_compile_error: the token is not base64url
            a plugin ¦ .signatures.json ¦ {"signatures": ["a.b.c"], "plugin": "mine"} ¦ .signatures.json:1: rego_compile_error: signature plugin `mine` is not supported
            """)
    void alteredBundle_isRejectedByName(String name, String path, String content, String expected) throws Exception {
        InMemoryTree tree = directory();
        if (content == null) {
            tree.without(path);
        } else {
            tree.with(path, content);
        }
        String rejected = rejected(READER.read("b", tree, rules(rsa())));
        assertEquals(expected, rejected.substring(0, Math.min(expected.length(), rejected.length())), name);
    }

    @Test
    void spaceAndOrderOfData_mayChange_asForOpa() throws Exception {
        InMemoryTree tree = directory().with(".manifest", """
                {"metadata": {"a": true, "b": 1.0},
                 "roots": ["app"], "revision": "7"}""");
        accepted(READER.read("b", tree, rules(rsa())));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '¦', textBlock = """
            alg none ¦ {"alg":"none"} ¦ the token is signed by `none`, key `k1` is for RS256
            another alg of the key ¦ {"alg":"PS256"} ¦ the token is signed by `PS256`, key `k1` is for RS256
            a shared secret ¦ {"alg":"HS256"} ¦ the token is signed by `HS256`, key `k1` is for RS256
            another key ¦ {"alg":"RS256","kid":"k2"} ¦ there is no key `k2`
            a kid that is no text ¦ {"alg":"RS256","kid":1} ¦ `kid` of the token must be a string, not number
            the same but written otherwise ¦ {"typ":"JWT","alg":"RS256"} ¦ the signature is not that of key `k1`
            """)
    void alteredHeader_isRejected(String name, String header, String expected) throws Exception {
        InMemoryTree tree = retokened(token -> {
            String[] parts = token.split("\\.", -1);
            return base64(header) + "." + parts[1] + "." + parts[2];
        });
        assertEquals(
                ".signatures.json:1: rego_compile_error: " + expected,
                rejected(READER.read("b", tree, rules(rsa()))),
                name);
    }

    @Test
    void alteredPayload_isRejected() throws Exception {
        InMemoryTree tree = retokened(token -> {
            String[] parts = token.split("\\.", -1);
            String payload = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
            return parts[0] + "." + base64(payload.replace("1893456000", "2893456000")) + "." + parts[2];
        });
        assertEquals(
                ".signatures.json:1: rego_compile_error: the signature is not that of key `k1`",
                rejected(READER.read("b", tree, rules(rsa()))));
    }

    @Test
    void keyScopeAndExpiry_areThoseOfTheConfiguration() throws Exception {
        FileTree tree = directory();
        String place = ".signatures.json:1: rego_compile_error: ";
        VerificationKey otherScope = key("k1", "RS256", "rsa.pub", "read");
        assertEquals(
                place + "the token's scope is `write`, expected `read`",
                rejected(READER.read("b", tree, rules(otherScope))));
        accepted(READER.read("b", tree, new Verification(List.of(otherScope), "", "write", true)));
        assertEquals(
                place + "there is no key `k1`",
                rejected(READER.read(
                        "b", tree, rules(key("k2", "RS256", "rsa.pub", "write"), key("k3", "ES256", "ec.pub", "")))));
        accepted(READER.read(
                "b", tree, new Verification(List.of(key("mine", "RS256", "rsa.pub", "write")), "mine", "", false)));
        assertEquals(
                place + "the bundle is signed, and no key is configured to verify it",
                rejected(READER.read("b", tree)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '¦', textBlock = """
            RS256 ¦ ec.pub ¦ does not hold a key for RS256
            ES384 ¦ ec.pub ¦ holds a key of 256 bits, ES384 needs 384
            ES256 ¦ secret ¦ does not hold one PEM block `PUBLIC KEY`
            """)
    void keyOfAnotherKind_isRefused(String algorithm, String file, String expected) {
        assertEquals(
                expected,
                assertThrows(IllegalArgumentException.class, () -> key("k", algorithm, file, ""))
                        .getMessage());
    }

    @Test
    void shortSecret_isRefused_andNeverShown() {
        byte[] secret = "hunter2\n".getBytes(StandardCharsets.US_ASCII);
        assertEquals(
                "has a secret of 7 bytes, at least 32 are needed",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> VerificationKey.read("k", JwsAlgorithm.HS256, secret, ""))
                        .getMessage());
    }

    private static InMemoryTree directory() throws Exception {
        SortedMap<String, byte[]> files =
                new DirectoryTree(resource("directory")).read(_ -> true, BundleLimits.DEFAULT);
        InMemoryTree tree = new InMemoryTree();
        files.forEach(tree::with);
        return tree;
    }

    private static InMemoryTree retokened(UnaryOperator<String> change) throws Exception {
        byte[] file = Objects.requireNonNull(new DirectoryTree(resource("directory"))
                .read(BundleSignature::isSignatureFile, BundleLimits.DEFAULT)
                .get(".signatures.json"));
        String token = new String(file, StandardCharsets.UTF_8).split("\"", -1)[3];
        return directory().with(".signatures.json", "{\"signatures\": [\"" + change.apply(token) + "\"]}");
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static VerificationKey rsa() throws IOException {
        return key("k1", "RS256", "rsa.pub", "write");
    }

    private static VerificationKey key(String id, String algorithm, String file, String scope) throws IOException {
        try (InputStream in = Objects.requireNonNull(SignedBundleTest.class.getResourceAsStream("signed/" + file))) {
            return VerificationKey.read(id, JwsAlgorithm.ofText(algorithm).orElseThrow(), in.readAllBytes(), scope);
        }
    }

    private static Verification rules(VerificationKey... keys) {
        return new Verification(List.of(keys), "", "", true);
    }

    private static Path resource(String name) throws URISyntaxException {
        return Path.of(Objects.requireNonNull(SignedBundleTest.class.getResource("signed/" + name))
                .toURI());
    }

    private static Bundle accepted(BundleResult result) {
        return assertInstanceOf(BundleResult.Read.class, result, result::toString)
                .bundle();
    }

    private static String rejected(BundleResult result) {
        List<Diagnostic> diagnostics =
                assertInstanceOf(BundleResult.Rejected.class, result).diagnostics();
        assertEquals(1, diagnostics.size(), diagnostics::toString);
        return diagnostics.getFirst().text();
    }
}
