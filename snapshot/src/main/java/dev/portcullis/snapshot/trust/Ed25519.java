package dev.portcullis.snapshot.trust;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;

/// The one signature algorithm, on the JDK's own provider. Spec: RFC 8032, key encodings of RFC 8410.
final class Ed25519 {
    private static final String NAME = NamedParameterSpec.ED25519.getName();

    private Ed25519() {}

    /// Reads a SubjectPublicKeyInfo.
    static PublicKey publicKey(byte[] spki) throws GeneralSecurityException {
        return KeyFactory.getInstance(NAME).generatePublic(new X509EncodedKeySpec(spki));
    }

    /// Reads a PKCS#8 PrivateKeyInfo.
    static PrivateKey privateKey(byte[] pkcs8) throws GeneralSecurityException {
        return KeyFactory.getInstance(NAME).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    }

    static boolean isPrivateKey(PrivateKey key) {
        return key instanceof EdECPrivateKey edwards
                && edwards.getParams().getName().equals(NAME);
    }

    static boolean isPublicKey(PublicKey key) {
        return key instanceof EdECPublicKey edwards
                && edwards.getParams().getName().equals(NAME);
    }

    static KeyPair generate() {
        try {
            return KeyPairGenerator.getInstance(NAME).generateKeyPair();
        } catch (GeneralSecurityException absent) {
            throw new AssertionError("BUG: every JDK since 15 has Ed25519", absent);
        }
    }

    static byte[] sign(PrivateKey key, byte[] message) {
        try {
            var signature = Signature.getInstance(NAME);
            signature.initSign(key);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException broken) {
            throw new AssertionError("BUG: an Ed25519 key was checked when it was read", broken);
        }
    }

    static boolean verifies(PublicKey key, byte[] message, byte[] candidate) {
        try {
            var signature = Signature.getInstance(NAME);
            signature.initVerify(key);
            signature.update(message);
            return signature.verify(candidate);
        } catch (SignatureException malformed) {
            return false;
        } catch (GeneralSecurityException broken) {
            throw new AssertionError("BUG: an Ed25519 key was checked when it was read", broken);
        }
    }
}
