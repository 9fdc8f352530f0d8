package dev.portcullis.pdp.policy;

import dev.portcullis.rego.bundle.BundleException;
import dev.portcullis.rego.bundle.JwsAlgorithm;
import dev.portcullis.rego.bundle.Verification;
import dev.portcullis.rego.bundle.VerificationKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How one bundle has to be signed. Key files are read whenever the bundle is, so that keys rotate without a restart.
///
/// @param keys with different ids; at least one
/// @param keyId which of them it must be; empty takes the one the signature names
/// @param scope what the signature must name as its scope; empty takes that of the key
/// @param requiresExpiry whether the signature must say when it ends
/// @param revisions remembers the newest revision; null accepts older ones again
public record BundleSigning(
        List<KeyFile> keys,
        String keyId,
        String scope,
        boolean requiresExpiry,
        @Nullable RevisionMark revisions) {
    private static final int MAX_KEY_BYTES = 1 << 16;

    public BundleSigning {
        keys = List.copyOf(keys);
    }

    /// A key and the file it lies in: PEM, or the secret itself for HMAC.
    public record KeyFile(String id, JwsAlgorithm algorithm, Path file, String scope) {}

    Verification verification() throws BundleException {
        List<VerificationKey> read = new ArrayList<>();
        for (KeyFile key : keys) {
            read.add(read(key));
        }
        return new Verification(read, keyId, scope, requiresExpiry);
    }

    private static VerificationKey read(KeyFile key) throws BundleException {
        try {
            if (Files.size(key.file) > MAX_KEY_BYTES) {
                throw new IllegalArgumentException("is longer than " + MAX_KEY_BYTES + " bytes");
            }
            return VerificationKey.read(key.id, key.algorithm, Files.readAllBytes(key.file), key.scope);
        } catch (IllegalArgumentException wrong) {
            throw BundleException.rule(key.file.toString(), "key `" + key.id + "` " + wrong.getMessage());
        } catch (IOException unreadable) {
            throw BundleException.rule(key.file.toString(), "key `" + key.id + "` cannot be read");
        }
    }

    /// Changes when a key file does.
    String stamp() {
        StringBuilder stamp = new StringBuilder();
        for (KeyFile key : keys) {
            try {
                stamp.append(' ').append(Files.size(key.file)).append('@').append(Files.getLastModifiedTime(key.file));
            } catch (IOException unreadable) {
                stamp.append(" -");
            }
        }
        return stamp.toString();
    }
}
