package dev.portcullis.bridge.aws;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;

/// Issues tokens for tests, good and bad, and shows its keys as `rsa` and `ec`.
final class Issuer {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    final KeyPair rsa = pair("RSA", "");
    final KeyPair ec = pair("EC", "secp256r1");

    static KeyPair pair(String kind, String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
            if (curve.isEmpty()) {
                generator.initialize(2_048);
            } else {
                generator.initialize(new ECGenParameterSpec(curve));
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    String keySet() {
        return "{\"keys\":[" + rsaKey("rsa", rsa) + "," + ecKey("ec", ec) + "]}";
    }

    static String rsaKey(String id, KeyPair pair) {
        RSAPublicKey key = (RSAPublicKey) pair.getPublic();
        return "{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\"" + id + "\",\"n\":\""
                + number(key.getModulus(), key.getModulus().bitLength() / 8) + "\",\"e\":\"AQAB\"}";
    }

    static String ecKey(String id, KeyPair pair) {
        ECPublicKey key = (ECPublicKey) pair.getPublic();
        return "{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"" + id + "\",\"x\":\""
                + number(key.getW().getAffineX(), 32) + "\",\"y\":\""
                + number(key.getW().getAffineY(), 32) + "\"}";
    }

    private static String number(BigInteger value, int length) {
        byte[] bytes = value.toByteArray();
        byte[] padded = new byte[length];
        int copied = Math.min(bytes.length, length);
        System.arraycopy(bytes, bytes.length - copied, padded, length - copied, copied);
        return BASE64.encodeToString(padded);
    }

    static String encode(String json) {
        return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    static String encode(byte[] bytes) {
        return BASE64.encodeToString(bytes);
    }

    String rs256(String claims) {
        return signed("{\"alg\":\"RS256\",\"kid\":\"rsa\"}", claims, "SHA256withRSA", rsa.getPrivate());
    }

    String es256(String claims) {
        return signed("{\"alg\":\"ES256\",\"kid\":\"ec\"}", claims, "SHA256withECDSAinP1363Format", ec.getPrivate());
    }

    static String signed(String header, String claims, String algorithm, PrivateKey key) {
        String text = encode(header) + "." + encode(claims);
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + encode(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /// The token with its last character but one replaced, which changes the signature.
    static String tampered(String token) {
        char[] characters = token.toCharArray();
        int at = characters.length - 2;
        characters[at] = characters[at] == 'A' ? 'B' : 'A';
        return new String(Arrays.copyOf(characters, characters.length));
    }
}
