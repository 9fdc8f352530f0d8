package dev.portcullis.pdp.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portcullis.pdp.decision.ActiveState;
import dev.portcullis.pdp.decision.BundleRevision;
import dev.portcullis.pdp.decision.Policies;
import dev.portcullis.rego.RegoCompiler;
import dev.portcullis.rego.bundle.BundleLimits;
import dev.portcullis.rego.bundle.JwsAlgorithm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Bundles that have to be signed: their end, their order, and keys that change.
class SignedBundleWatcherTest {
    private static final Instant NOW = Instant.parse("2026-11-02T09:00:00Z");
    private static final String FIRST = "first-secret-of-thirty-two-bytes-";
    private static final String SECOND = "second-secret-of-thirty-two-bytes";

    @TempDir
    Path temporary;

    private final List<String> told = new ArrayList<>();
    private ActiveState active = new ActiveState();
    private Path bundle;
    private Path secret;

    @BeforeEach
    void prepare() throws IOException {
        bundle = Files.createDirectory(temporary.resolve("bundle"));
        secret = Files.writeString(temporary.resolve("secret"), FIRST);
    }

    @Test
    void signedBundle_isActive_untilItsEnd() throws Exception {
        publish("41", NOW.getEpochSecond() + 60, FIRST);
        watcher().look();
        assertEquals(List.of("activated 41"), told);
        Policies policies = Objects.requireNonNull(active.current().policies());
        assertEquals((NOW.getEpochSecond() + 60) * 1_000_000_000L, policies.notAfterNs());
    }

    @Test
    void endedBundle_isRejected_andTheLastGoodOneStays() throws Exception {
        publish("41", NOW.getEpochSecond() + 60, FIRST);
        BundleWatcher watcher = watcher();
        watcher.look();
        publish("42", NOW.getEpochSecond(), FIRST);
        watcher.look();
        watcher.look();
        assertEquals(
                List.of(
                        "activated 41",
                        "rejected [.signatures.json:1: rego_compile_error: the signature ended at 2026-11-02T09:00:00Z]"),
                told);
        assertEquals(
                "41",
                Objects.requireNonNull(active.current().policies())
                        .revisions()
                        .getFirst()
                        .revision());
    }

    @Test
    void olderRevision_isRejected_alsoAfterARestart() throws Exception {
        publish("42", NOW.getEpochSecond() + 60, FIRST);
        watcher().look();
        publish("41", NOW.getEpochSecond() + 60, FIRST);
        active = new ActiveState();
        watcher().look();
        publish("42", NOW.getEpochSecond() + 90, FIRST);
        watcher().look();
        publish("r43", NOW.getEpochSecond() + 60, FIRST);
        watcher().look();
        assertEquals(
                List.of(
                        "activated 42",
                        "rejected [.manifest:1: rego_compile_error: revision `41` is older than `42`, which was active here]",
                        "activated 42",
                        "rejected [.manifest:1: rego_compile_error: revision `r43` is not a whole number, which"
                                + " `revision_mark` needs]"),
                told);
    }

    @Test
    void unreadableMark_isARejection() throws Exception {
        publish("42", NOW.getEpochSecond() + 60, FIRST);
        Path mark = Files.writeString(temporary.resolve("mark"), "newest\n");
        watcher().look();
        assertEquals(
                List.of("rejected [" + mark
                        + ":1: rego_compile_error: does not hold a revision like `42`; remove it to accept any revision"
                        + " once]"),
                told);
    }

    @Test
    void otherKey_isRejected_untilItsFileIsRotatedIn() throws Exception {
        publish("42", NOW.getEpochSecond() + 60, SECOND);
        BundleWatcher watcher = watcher();
        watcher.look();
        Files.writeString(secret, SECOND + "\n");
        watcher.look();
        watcher.look();
        assertEquals(
                List.of(
                        "rejected [.signatures.json:1: rego_compile_error: the signature is not that of key `k1`]",
                        "activated 42"),
                told);
    }

    @Test
    void keyFileThatIsNotThere_isNamed() throws Exception {
        publish("42", NOW.getEpochSecond() + 60, FIRST);
        Files.delete(secret);
        watcher().look();
        assertEquals(List.of("rejected [" + secret + ":1: rego_compile_error: key `k1` cannot be read]"), told);
    }

    private BundleWatcher watcher() {
        BundleSigning signing = new BundleSigning(
                List.of(new BundleSigning.KeyFile("k1", JwsAlgorithm.HS256, secret, "")),
                "",
                "",
                true,
                new RevisionMark(temporary.resolve("mark")));
        return new BundleWatcher(
                List.of(new BundleSource("main", bundle, signing, null)),
                BundleLimits.DEFAULT,
                new BundleActivation(RegoCompiler.standard(), new PolicyOptions("data.app.answer", true)),
                active,
                InstantSource.fixed(NOW),
                new PolicyEvents() {
                    @Override
                    public void activated(List<BundleRevision> revisions, long tookNanos) {
                        told.add("activated " + revisions.getFirst().revision());
                    }

                    @Override
                    public void rejected(List<String> problems) {
                        told.add("rejected " + problems);
                    }
                });
    }

    /// Writes a bundle and signs it as OPA does; a manifest in this form is its own canonical JSON.
    private void publish(String revision, long exp, String key) throws Exception {
        String policy = "package app\n\nanswer := 1\n";
        String manifest = "{\"revision\":\"" + revision + "\",\"roots\":[\"app\"]}";
        Files.writeString(bundle.resolve("app.rego"), policy);
        Files.writeString(bundle.resolve(".manifest"), manifest);
        String payload = "{\"exp\":" + exp + ",\"files\":[" + file(".manifest", manifest) + ","
                + file("app.rego", policy) + "]}";
        String signed = base64("{\"alg\":\"HS256\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + base64(payload.getBytes(StandardCharsets.UTF_8));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "RAW"));
        String token = signed + "." + base64(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        Files.writeString(bundle.resolve(".signatures.json"), "{\"signatures\":[\"" + token + "\"]}");
    }

    private static String file(String name, String content) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
        return "{\"name\":\"" + name + "\",\"hash\":\"" + HexFormat.of().formatHex(digest)
                + "\",\"algorithm\":\"SHA-256\"}";
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
