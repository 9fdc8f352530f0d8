package dev.portcullis.snapshot.trust;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The keys that an installation trusts, each for stated purposes and a stated time. Several keys may be valid at
/// once, which is how a key is rotated: add the new one, sign with it, let the old one expire.
///
/// Spec: docs/spec/snapshot-v1.md, section "Trust file".
public final class Trust {
    private static final int NAMED_IN_ERRORS = 8;

    private final Map<String, TrustedKey> keys;

    private Trust(Map<String, TrustedKey> keys) {
        this.keys = keys;
    }

    /// Trust in exactly these keys.
    ///
    /// @throws IllegalArgumentException when two keys share an id
    public static Trust of(Collection<TrustedKey> keys) {
        var byId = new LinkedHashMap<String, TrustedKey>();
        for (TrustedKey key : keys) {
            if (byId.put(key.id(), key) != null) {
                throw new IllegalArgumentException("two keys have the id `" + key.id() + "`");
            }
        }
        return new Trust(byId);
    }

    /// Reads a trust file.
    ///
    /// @throws TrustException when any line is not understood: a trust file is used whole or not at all
    public static Trust read(Path file) throws IOException, TrustException {
        long size = Files.size(file);
        if (size > TrustFileParser.MAX_BYTES) {
            throw new TrustException(
                    file + ": has " + size + " bytes, a trust file has at most " + TrustFileParser.MAX_BYTES);
        }
        return parse(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
    }

    /// Parses the text of a trust file.
    ///
    /// @param source the name used in error messages
    public static Trust parse(String source, String text) throws TrustException {
        return of(new TrustFileParser(source).parse(text));
    }

    /// The key of this id, for whichever purpose and time; empty when it is not trusted at all.
    public Optional<TrustedKey> key(String keyId) {
        return Optional.ofNullable(keys.get(keyId));
    }

    /// All keys, in the order of the file.
    public Collection<TrustedKey> keys() {
        return Collections.unmodifiableCollection(keys.values());
    }

    /// Judges a signature over a message. Everything that is not proven is refused.
    public SignatureCheck check(Purpose purpose, String keyId, byte[] message, byte[] signature, Instant now) {
        TrustedKey key = keys.get(keyId);
        if (key == null) {
            return new SignatureCheck.Refused("key `" + keyId + "` is not trusted, trusted are `" + someIds() + "`");
        }
        Optional<String> refusal = key.refusal(purpose, now);
        if (refusal.isPresent()) {
            return new SignatureCheck.Refused(refusal.get());
        }
        return Ed25519.verifies(key.publicKey(), message, signature)
                ? new SignatureCheck.Valid(key)
                : new SignatureCheck.Refused("the signature does not verify under key `" + keyId + "`");
    }

    private String someIds() {
        String ids =
                String.join(", ", keys.keySet().stream().limit(NAMED_IN_ERRORS).toList());
        return keys.size() > NAMED_IN_ERRORS ? ids + ", …" : ids;
    }
}
