package dev.portcullis.snapshot.trust;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Parses the lines `key <id> <purposes> <not_before> <not_after> <public key>`. Strict: a line that is not
/// understood is an error, never skipped.
final class TrustFileParser {
    static final int MAX_BYTES = 1 << 20;
    private static final int MAX_KEYS = 1000;
    private static final String SHAPE = "key <id> <purposes> <not_before> <not_after> <public key>";

    private final String source;
    private int line;

    TrustFileParser(String source) {
        this.source = source;
    }

    Collection<TrustedKey> parse(String text) throws TrustException {
        var keys = new LinkedHashMap<String, TrustedKey>();
        for (String content : text.lines().toList()) {
            line++;
            String stripped = content.strip();
            if (stripped.isEmpty() || stripped.startsWith("#")) {
                continue;
            }
            TrustedKey key = key(stripped.split("[ \t]+", -1));
            if (keys.put(key.id(), key) != null) {
                throw error("key id `" + key.id() + "` is already taken, an id names one key");
            }
            if (keys.size() > MAX_KEYS) {
                throw error("more than " + MAX_KEYS + " keys");
            }
        }
        return keys.values();
    }

    private TrustedKey key(String[] words) throws TrustException {
        if (!words[0].equals("key")) {
            throw error("a line begins with `" + words[0] + "`, allowed is `key` or a comment");
        }
        if (words.length != 6) {
            throw error("a line has " + words.length + " words, allowed is `" + SHAPE + "`");
        }
        if (!TrustedKey.isId(words[1])) {
            throw error("`" + words[1] + "` is no key id; allowed are 1 to 32 of a-z, 0-9, dot, dash and underscore");
        }
        Instant notBefore = moment(words[3]);
        Instant notAfter = moment(words[4]);
        if (notBefore != null && notAfter != null && !notBefore.isBefore(notAfter)) {
            throw error("key `" + words[1] + "` ends at " + notAfter + ", before it begins at " + notBefore);
        }
        return new TrustedKey(words[1], purposes(words[2]), notBefore, notAfter, publicKey(words[1], words[5]));
    }

    private Set<Purpose> purposes(String words) throws TrustException {
        var purposes = EnumSet.noneOf(Purpose.class);
        for (String word : words.split(",", -1)) {
            Purpose purpose = Purpose.of(word).orElse(null);
            if (purpose == null) {
                throw error("`" + word + "` is no purpose; allowed are snapshot, bundle and log");
            }
            if (!purposes.add(purpose)) {
                throw error("purpose `" + word + "` is given twice");
            }
        }
        return purposes;
    }

    private @Nullable Instant moment(String word) throws TrustException {
        if (word.equals("-")) {
            return null;
        }
        try {
            return Instant.parse(word);
        } catch (DateTimeParseException malformed) {
            throw error("`" + word + "` is no time; allowed is `-` or a form like `2026-11-23T00:00:00Z`");
        }
    }

    private PublicKey publicKey(String id, String base64) throws TrustException {
        try {
            PublicKey key = Ed25519.publicKey(Base64.getDecoder().decode(base64));
            if (Ed25519.isPublicKey(key)) {
                return key;
            }
        } catch (GeneralSecurityException | IllegalArgumentException malformed) {
            // Falls through: the message is the same for every way of being wrong.
        }
        throw error("key `" + id + "` is not an Ed25519 public key in base64 of its SubjectPublicKeyInfo");
    }

    private TrustException error(String what) {
        return new TrustException(source + ":" + line + ": " + what);
    }
}
