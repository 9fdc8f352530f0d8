package dev.portcullis.snapshot;

import dev.portcullis.snapshot.trust.SigningKey;
import dev.portcullis.snapshot.trust.Trust;
import dev.portcullis.snapshot.trust.TrustException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;

/// Fixed keys. Source: RFC 8032, section 7.1, tests 1 and 2; known to everyone, so good for tests only.
final class TestKeys {
    /// A Monday of 2026.
    static final Instant NOW = Instant.parse("2026-11-02T09:00:00Z");

    private static final String PKCS8_PREFIX = "302e020100300506032b657004220420";
    private static final String SPKI_PREFIX = "302a300506032b6570032100";
    private static final String SECRET_1 = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
    private static final String PUBLIC_1 = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
    private static final String SECRET_2 = "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb";
    private static final String PUBLIC_2 = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";

    private TestKeys() {}

    static SigningKey first(String id) {
        return key(id, SECRET_1);
    }

    static SigningKey second(String id) {
        return key(id, SECRET_2);
    }

    static String firstPublic() {
        return base64(SPKI_PREFIX + PUBLIC_1);
    }

    static String secondPublic() {
        return base64(SPKI_PREFIX + PUBLIC_2);
    }

    /// Trusts the first key as `test-1` for snapshots.
    static Trust trust() {
        return trust("key test-1 snapshot - - " + firstPublic());
    }

    static Trust trust(String lines) {
        try {
            return Trust.parse("trust", lines);
        } catch (TrustException wrong) {
            throw new AssertionError(wrong);
        }
    }

    private static SigningKey key(String id, String secret) {
        try {
            byte[] pkcs8 = HexFormat.of().parseHex(PKCS8_PREFIX + secret);
            return SigningKey.of(id, KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
        } catch (GeneralSecurityException absent) {
            throw new AssertionError(absent);
        }
    }

    private static String base64(String hex) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    }
}
