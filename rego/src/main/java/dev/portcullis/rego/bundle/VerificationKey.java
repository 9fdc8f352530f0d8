package dev.portcullis.rego.bundle;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;

/// A key that may have signed a bundle. Its algorithm is fixed here: a token that names another one is refused,
/// so that nobody can make a public key serve as a shared secret.
///
/// @param id matched with `keyid` of the configuration or `kid` of the token
/// @param scope what a token signed by it must name as `scope`; empty for none
public record VerificationKey(String id, JwsAlgorithm algorithm, Key key, String scope) {
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----\\s*");
    private static final int MIN_SECRET_BYTES = 32;

    /// Reads a key as it lies in its file: PEM `PUBLIC KEY` (RFC 7468), or the secret itself for HMAC, without the
    /// line end behind it.
    ///
    /// @throws IllegalArgumentException when the file does not hold a key of the algorithm; the message never
    ///     shows the content
    public static VerificationKey read(String id, JwsAlgorithm algorithm, byte[] file, String scope) {
        return new VerificationKey(
                id,
                algorithm,
                algorithm.family() == JwsAlgorithm.Family.SECRET ? secret(file) : open(algorithm, file),
                scope);
    }

    private static Key secret(byte[] file) {
        byte[] secret = new String(file, StandardCharsets.ISO_8859_1).strip().getBytes(StandardCharsets.ISO_8859_1);
        if (secret.length < MIN_SECRET_BYTES) {
            throw new IllegalArgumentException(
                    "has a secret of " + secret.length + " bytes, at least " + MIN_SECRET_BYTES + " are needed");
        }
        return new SecretKeySpec(secret, "RAW");
    }

    private static PublicKey open(JwsAlgorithm algorithm, byte[] file) {
        Matcher pem = PEM.matcher(new String(file, StandardCharsets.ISO_8859_1));
        if (!pem.matches()) {
            throw new IllegalArgumentException("does not hold one PEM block `PUBLIC KEY`");
        }
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(pem.group(1));
            PublicKey key = KeyFactory.getInstance(algorithm.family().keyName())
                    .generatePublic(new X509EncodedKeySpec(encoded));
            if (key instanceof ECPublicKey curve && fieldBits(curve) != fieldBits(algorithm)) {
                throw new IllegalArgumentException("holds a key of " + fieldBits(curve) + " bits, " + algorithm.text()
                        + " needs " + fieldBits(algorithm));
            }
            return key;
        } catch (GeneralSecurityException other) {
            throw new IllegalArgumentException("does not hold a key for " + algorithm.text(), other);
        }
    }

    private static int fieldBits(ECPublicKey key) {
        return key.getParams().getCurve().getField().getFieldSize();
    }

    private static int fieldBits(JwsAlgorithm algorithm) {
        return switch (algorithm) {
            case ES256 -> 256;
            case ES384 -> 384;
            default -> 521;
        };
    }

    /// Without the key: a shared secret must not reach a log.
    @Override
    public String toString() {
        return "VerificationKey[" + id + ", " + algorithm.text() + "]";
    }
}
