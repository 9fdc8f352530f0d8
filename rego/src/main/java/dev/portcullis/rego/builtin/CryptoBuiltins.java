package dev.portcullis.rego.builtin;

import dev.portcullis.rego.value.RegoBoolean;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The digests of OPA's `crypto`, in lower-case hexadecimal. Certificates and keys are not here: they need a library.
final class CryptoBuiltins {
    private CryptoBuiltins() {}

    static void define(Builtins.Builder to) {
        digest(to, "crypto.md5", "MD5");
        digest(to, "crypto.sha1", "SHA-1");
        digest(to, "crypto.sha256", "SHA-256");
        mac(to, "crypto.hmac.md5", "HmacMD5");
        mac(to, "crypto.hmac.sha1", "HmacSHA1");
        mac(to, "crypto.hmac.sha256", "HmacSHA256");
        mac(to, "crypto.hmac.sha512", "HmacSHA512");
        to.define(
                "crypto.hmac.equal",
                (_, args) -> RegoBoolean.of(MessageDigest.isEqual(
                        Operands.string(args, 1).utf8(),
                        Operands.string(args, 2).utf8())));
    }

    private static void digest(Builtins.Builder to, String name, String algorithm) {
        to.define(name, (_, args) -> {
            try {
                MessageDigest digest = MessageDigest.getInstance(algorithm);
                return hex(digest.digest(Operands.string(args, 1).utf8()));
            } catch (GeneralSecurityException missing) {
                throw absent(algorithm, missing);
            }
        });
    }

    private static void mac(Builtins.Builder to, String name, String algorithm) {
        to.define(name, (_, args) -> {
            byte[] key = Operands.string(args, 2).utf8();
            try {
                Mac mac = Mac.getInstance(algorithm);
                // HMAC pads keys with zeros, so the empty key, which the JDK refuses, is that of one zero.
                mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, algorithm));
                return hex(mac.doFinal(Operands.string(args, 1).utf8()));
            } catch (GeneralSecurityException missing) {
                throw absent(algorithm, missing);
            }
        });
    }

    private static RegoValue hex(byte[] bytes) {
        return RegoString.of(HexFormat.of().formatHex(bytes));
    }

    /// Every JDK has these algorithms; one that is configured not to has no answer.
    private static BuiltinException absent(String algorithm, GeneralSecurityException cause) {
        return new BuiltinException("this JDK does not provide " + algorithm + ": " + cause.getMessage());
    }
}
