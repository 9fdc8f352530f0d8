package dev.portcullis.rego.bundle;

import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoValue;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Who signed a bundle, and until when it may decide.
///
/// @param keyId of the key that verified it
/// @param notAfterNs from then on it must not decide, nanoseconds since 1970; null without `exp`
///
/* The rules are those of OPA 1.22: one file named exactly `.signatures.json` with one token; the key is the configured
 * one, else the one that the header's `kid` names, else the payload's `keyid`; the algorithm is the key's; `scope` must
 * match; the files of the token are the files of the bundle. `exp` is ours: OPA ignores it, so that an old bundle with
 * a good signature is good for ever.
 */
public record BundleSignature(String keyId, @Nullable Long notAfterNs) {
    private static final long MAX_SECONDS = Long.MAX_VALUE / 1_000_000_000L;

    /// Verifies a whole bundle.
    ///
    /// @param files every file of the bundle, the signature file included
    static BundleSignature verify(SortedMap<String, byte[]> files, Verification rules) throws BundleException {
        BundleToken token = BundleToken.read(signatureFile(files));
        VerificationKey key = key(token, rules);
        String algorithm = BundleToken.text(token.header(), "alg");
        if (!algorithm.equals(key.algorithm().text())) {
            throw BundleToken.wrong("the token is signed by `" + algorithm + "`, key `" + key.id() + "` is for "
                    + key.algorithm().text());
        }
        if (!token.isSignedBy(key)) {
            throw BundleToken.wrong("the signature is not that of key `" + key.id() + "`");
        }
        checkScope(token.payload(), rules.scope().isEmpty() ? key.scope() : rules.scope());
        Map<String, byte[]> signed = new TreeMap<>(files);
        signed.keySet().removeIf(BundleSignature::isSignatureFile);
        SignedFiles.of(token.payload()).check(signed);
        return new BundleSignature(key.id(), expiry(token.payload(), rules));
    }

    static boolean isSignatureFile(String path) {
        return path.equals(BundleToken.FILE) || path.endsWith("/" + BundleToken.FILE);
    }

    private static byte[] signatureFile(SortedMap<String, byte[]> files) throws BundleException {
        byte[] found = null;
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            if (isSignatureFile(file.getKey())) {
                if (found != null) {
                    throw BundleException.rule(file.getKey(), "the bundle has a second signature file");
                }
                found = file.getValue();
            }
        }
        if (found == null) {
            throw BundleToken.wrong("the bundle is not signed, and its configuration demands it");
        }
        return found;
    }

    private static VerificationKey key(BundleToken token, Verification rules) throws BundleException {
        String id = rules.keyId();
        if (id.isEmpty()) {
            id = BundleToken.text(token.header(), "kid");
        }
        if (id.isEmpty()) {
            id = BundleToken.text(token.payload(), "keyid");
        }
        if (id.isEmpty() && rules.keys().size() == 1) {
            return rules.keys().getFirst();
        }
        VerificationKey key = rules.key(id);
        if (key == null) {
            throw BundleToken.wrong(id.isEmpty() ? "the token names no key" : "there is no key `" + id + "`");
        }
        return key;
    }

    private static void checkScope(RegoObject payload, String wanted) throws BundleException {
        String scope = BundleToken.text(payload, "scope");
        if (!scope.equals(wanted)) {
            throw BundleToken.wrong("the token's scope is `" + scope + "`, expected `" + wanted + "`");
        }
    }

    private static @Nullable Long expiry(RegoObject payload, Verification rules) throws BundleException {
        RegoValue value = payload.get("exp");
        if (value == null && rules.requiresExpiry()) {
            throw BundleToken.wrong("the token has no `exp`, and the configuration demands one");
        }
        if (value == null) {
            return null;
        }
        if (value instanceof RegoNumber seconds
                && seconds.isLong()
                && seconds.longValue() > 0
                && seconds.longValue() <= MAX_SECONDS) {
            return seconds.longValue() * 1_000_000_000L;
        }
        throw BundleToken.wrong("`exp` of the token must be whole seconds since 1970");
    }
}
