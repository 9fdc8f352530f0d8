package dev.portcullis.bridge.aws;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.bridge.http.StrictJson;
import java.io.IOException;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/// Public keys of an issuer, from a JSON Web Key Set (RFC 7517). Keys of kinds that are not used here, and keys without
/// an id, are passed over.
///
/// INVARIANT: a key belongs to one algorithm, and the token has no say in it.
///
/// @param byId keys by `kid`
record KeySet(Map<String, Key> byId) {
    private static final int LEAST_RSA_BITS = 2_048;
    private static final int P256_BYTES = 32;

    /// What signs tokens.
    enum Algorithm {
        RS256("SHA256withRSA"),
        ES256("SHA256withECDSAinP1363Format");

        private final String jdk;

        Algorithm(String jdk) {
            this.jdk = jdk;
        }

        /// The name of it in the JDK.
        String jdk() {
            return jdk;
        }
    }

    /// One public key.
    record Key(Algorithm algorithm, PublicKey key) {}

    KeySet {
        byId = Map.copyOf(byId);
    }

    /// Reads a key set.
    ///
    /// @throws IOException when it is not one, names a key twice, or has no key that could be used
    static KeySet read(byte[] bytes) throws IOException {
        JsonNode keys = StrictJson.read(bytes)
                .map(json -> json.path("keys"))
                .filter(JsonNode::isArray)
                .orElseThrow(() -> new IOException("the key set is not JSON with a list `keys`"));
        Map<String, Key> byId = new HashMap<>();
        for (JsonNode key : keys) {
            String id = key.path("kid").asText();
            if (id.isEmpty() || !key.path("use").asText("sig").equals("sig")) {
                continue;
            }
            add(byId, id, key);
        }
        if (byId.isEmpty()) {
            throw new IOException("the key set has no key for RS256 or ES256 with an id");
        }
        return new KeySet(byId);
    }

    private static void add(Map<String, Key> byId, String id, JsonNode json) throws IOException {
        try {
            Key key = switch (json.path("kty").asText() + " " + json.path("crv").asText()) {
                case "RSA " -> rsa(json);
                case "EC P-256" -> ec(json);
                default -> null;
            };
            if (key == null || !json.path("alg").asText(key.algorithm.name()).equals(key.algorithm.name())) {
                return;
            }
            if (byId.put(id, key) != null) {
                throw new IOException("the key set has two keys `" + id + "`");
            }
        } catch (GeneralSecurityException | IllegalArgumentException wrong) {
            throw new IOException("the key `" + id + "` cannot be read: " + wrong.getMessage(), wrong);
        }
    }

    private static Key rsa(JsonNode json) throws GeneralSecurityException {
        BigInteger modulus = number(json, "n");
        if (modulus.bitLength() < LEAST_RSA_BITS) {
            throw new GeneralSecurityException("it has " + modulus.bitLength() + " bits, at least 2048 are needed");
        }
        RSAPublicKeySpec spec = new RSAPublicKeySpec(modulus, number(json, "e"));
        return new Key(Algorithm.RS256, KeyFactory.getInstance("RSA").generatePublic(spec));
    }

    private static Key ec(JsonNode json) throws GeneralSecurityException {
        if (decoded(json, "x").length != P256_BYTES || decoded(json, "y").length != P256_BYTES) {
            throw new GeneralSecurityException("a coordinate has not 32 bytes");
        }
        AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
        curve.init(new ECGenParameterSpec("secp256r1"));
        ECPublicKeySpec spec = new ECPublicKeySpec(
                new ECPoint(number(json, "x"), number(json, "y")), curve.getParameterSpec(ECParameterSpec.class));
        return new Key(Algorithm.ES256, KeyFactory.getInstance("EC").generatePublic(spec));
    }

    private static BigInteger number(JsonNode json, String name) {
        return new BigInteger(1, decoded(json, name));
    }

    private static byte[] decoded(JsonNode json, String name) {
        return Base64.getUrlDecoder().decode(json.path(name).asText());
    }
}
