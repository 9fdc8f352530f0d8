package dev.portcullis.rego.builtin;

import dev.portcullis.rego.value.RegoBoolean;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoText;
import dev.portcullis.rego.value.RegoValue;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;

/// OPA's `encoding` of bytes: base64 and hexadecimal.
final class EncodingBuiltins {
    private EncodingBuiltins() {}

    static void define(Builtins.Builder to) {
        encoder(to, "base64.encode", Base64.getEncoder());
        encoder(to, "base64url.encode", Base64.getUrlEncoder());
        encoder(to, "base64url.encode_no_pad", Base64.getUrlEncoder().withoutPadding());
        to.define(
                "base64.decode",
                (_, args) -> RegoString.ofUtf8(
                        Base64Decoder.STANDARD.decode(Operands.string(args, 1).utf8())));
        to.define("base64url.decode", (_, args) -> decodeUrl(Operands.string(args, 1)));
        to.defineUnchecked("base64.is_valid", (_, args) -> RegoBoolean.of(isBase64(args[0])));
        to.define(
                "hex.encode",
                (_, args) -> RegoString.of(
                        HexFormat.of().formatHex(Operands.string(args, 1).utf8())));
        to.define("hex.decode", (_, args) -> decodeHex(Operands.string(args, 1)));
    }

    private static void encoder(Builtins.Builder to, String name, Base64.Encoder encoder) {
        to.define(
                name,
                (_, args) -> RegoString.of(
                        encoder.encodeToString(Operands.string(args, 1).utf8())));
    }

    private static boolean isBase64(RegoValue value) {
        if (!(value instanceof RegoString string)) {
            return false;
        }
        try {
            Base64Decoder.STANDARD.decode(string.utf8());
            return true;
        } catch (BuiltinException e) {
            return false;
        }
    }

    /// Padding may be missing.
    private static RegoString decodeUrl(RegoString string) throws BuiltinException {
        byte[] text = string.utf8();
        boolean padded = text.length > 0 && text[text.length - 1] == '=';
        if (!padded && text.length % 4 == 1) {
            throw new BuiltinException("illegal base64url string: " + string.value());
        }
        int missing = padded ? 0 : (4 - text.length % 4) % 4;
        byte[] complete = java.util.Arrays.copyOf(text, text.length + missing);
        java.util.Arrays.fill(complete, text.length, complete.length, (byte) '=');
        return RegoString.ofUtf8(Base64Decoder.URL.decode(complete));
    }

    private static RegoString decodeHex(RegoString string) throws BuiltinException {
        byte[] text = string.utf8();
        byte[] bytes = new byte[text.length / 2];
        for (int i = 0; i < text.length; i++) {
            int digit = Character.digit(text[i], 16);
            if (digit < 0) {
                throw new BuiltinException("encoding/hex: invalid byte: " + shown(text[i] & 0xFF));
            }
            if (i / 2 < bytes.length) {
                bytes[i / 2] = (byte) (bytes[i / 2] << 4 | digit);
            }
        }
        if (text.length % 2 != 0) {
            throw new BuiltinException("encoding/hex: odd length hex string");
        }
        return RegoString.ofUtf8(bytes);
    }

    private static String shown(int unit) {
        String code =
                "U+" + HexFormat.of().withUpperCase().toHexDigits((char) unit).toUpperCase(Locale.ROOT);
        return RegoText.isPrintable(unit) ? code + " '" + (char) unit + "'" : code;
    }
}
