package dev.portcullis.snapshot.trust;

import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A public key that a trust file allows to vouch for something.
///
/// @param id 1 to 32 characters of `a-z 0-9 . _ -`, beginning with a letter or digit
/// @param notBefore first moment of validity; null when there is no lower bound
/// @param notAfter first moment that is too late; null when there is no upper bound
/// @param publicKey an Ed25519 key
public record TrustedKey(
        String id,
        Set<Purpose> purposes,
        @Nullable Instant notBefore,
        @Nullable Instant notAfter,
        PublicKey publicKey) {
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9._-]{0,31}");

    public TrustedKey {
        if (!isId(id)) {
            throw new IllegalArgumentException("not a key id: `" + id + "`");
        }
        purposes = Set.copyOf(purposes);
        if (purposes.isEmpty()) {
            throw new IllegalArgumentException("key `" + id + "` has no purpose");
        }
    }

    /// Whether a text may name a key.
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /// Why this key must not be used for a purpose now; empty when it may be.
    public Optional<String> refusal(Purpose purpose, Instant now) {
        if (!purposes.contains(purpose)) {
            return Optional.of("key `" + id + "` is trusted for `" + words() + "`, not for `" + purpose.word() + "`");
        }
        if (notBefore != null && now.isBefore(notBefore)) {
            return Optional.of("key `" + id + "` is trusted from " + notBefore + ", now is " + now);
        }
        if (notAfter != null && !now.isBefore(notAfter)) {
            return Optional.of("key `" + id + "` was trusted before " + notAfter + ", now is " + now);
        }
        return Optional.empty();
    }

    /// The line of a trust file that says all this, without a line end.
    public String line() {
        return String.join(
                " ",
                List.of(
                        "key",
                        id,
                        words(),
                        notBefore == null ? "-" : notBefore.toString(),
                        notAfter == null ? "-" : notAfter.toString(),
                        Base64.getEncoder().encodeToString(publicKey.getEncoded())));
    }

    private String words() {
        var words = new ArrayList<String>();
        EnumSet.copyOf(purposes).forEach(purpose -> words.add(purpose.word()));
        return String.join(",", words);
    }
}
