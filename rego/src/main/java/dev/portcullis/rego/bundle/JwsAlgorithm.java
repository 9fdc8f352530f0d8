package dev.portcullis.rego.bundle;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Optional;
import javax.crypto.Mac;

/// The signature algorithms of a bundle's token, as RFC 7518 and RFC 8037 name them, on the JDK's own cryptography.
public enum JwsAlgorithm {
    RS256(Family.RSA, "SHA256withRSA"),
    RS384(Family.RSA, "SHA384withRSA"),
    RS512(Family.RSA, "SHA512withRSA"),
    PS256(Family.RSA, "RSASSA-PSS", 256),
    PS384(Family.RSA, "RSASSA-PSS", 384),
    PS512(Family.RSA, "RSASSA-PSS", 512),
    ES256(Family.EC, "SHA256withECDSAinP1363Format"),
    ES384(Family.EC, "SHA384withECDSAinP1363Format"),
    ES512(Family.EC, "SHA512withECDSAinP1363Format"),
    EDDSA(Family.EDWARDS, "Ed25519"),
    HS256(Family.SECRET, "HmacSHA256"),
    HS384(Family.SECRET, "HmacSHA384"),
    HS512(Family.SECRET, "HmacSHA512");

    private final Family family;
    private final String jdkName;
    private final int pssBits;

    JwsAlgorithm(Family family, String jdkName) {
        this.family = family;
        this.jdkName = jdkName;
        this.pssBits = 0;
    }

    JwsAlgorithm(Family family, String jdkName, int bits) {
        this.family = family;
        this.jdkName = jdkName;
        this.pssBits = bits;
    }

    /// What kind of key an algorithm takes.
    enum Family {
        RSA("RSA"),
        EC("EC"),
        EDWARDS("Ed25519"),
        SECRET("");

        private final String keyName;

        Family(String keyName) {
            this.keyName = keyName;
        }

        /// The name of the JDK's key factory; empty for shared secrets.
        String keyName() {
            return keyName;
        }
    }

    Family family() {
        return family;
    }

    /// The algorithm of this name; empty when there is none, `none` included.
    public static Optional<JwsAlgorithm> ofText(String text) {
        for (JwsAlgorithm algorithm : values()) {
            if (algorithm.text().equals(text)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }

    /// The name in a token's header.
    public String text() {
        return this == EDDSA ? "EdDSA" : name();
    }

    /// Whether a signature is that of some bytes. Bytes that cannot be a signature of this kind are none.
    ///
    /// @param key of this algorithm's family
    boolean verify(Key key, byte[] signed, byte[] signature) {
        try {
            return key instanceof PublicKey open
                    ? verifyOpen(open, signed, signature)
                    : sameMac(key, signed, signature);
        } catch (GeneralSecurityException malformed) {
            return false;
        }
    }

    private boolean verifyOpen(PublicKey key, byte[] signed, byte[] signature) throws GeneralSecurityException {
        Signature verifier = Signature.getInstance(jdkName);
        if (pssBits > 0) {
            verifier.setParameter(pss());
        }
        verifier.initVerify(key);
        verifier.update(signed);
        return verifier.verify(signature);
    }

    /// The salt is as long as the digest (RFC 7518, 3.5).
    private PSSParameterSpec pss() {
        String digest = "SHA-" + pssBits;
        return new PSSParameterSpec(
                digest, "MGF1", new MGF1ParameterSpec(digest), pssBits / Byte.SIZE, PSSParameterSpec.TRAILER_FIELD_BC);
    }

    private boolean sameMac(Key key, byte[] signed, byte[] signature) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(jdkName);
        mac.init(key);
        return MessageDigest.isEqual(mac.doFinal(signed), signature);
    }
}
