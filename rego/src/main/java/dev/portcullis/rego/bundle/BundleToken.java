package dev.portcullis.rego.bundle;

import dev.portcullis.rego.value.JsonException;
import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoJson;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// The one token of a `.signatures.json`: a compact JWS (RFC 7515) whose payload lists files and their digests.
final class BundleToken {
    static final String FILE = ".signatures.json";
    private static final String DEFAULT_PLUGIN = "_default";

    private final RegoObject header;
    private final RegoObject payload;
    private final byte[] signed;
    private final byte[] signature;

    private BundleToken(RegoObject header, RegoObject payload, byte[] signed, byte[] signature) {
        this.header = header;
        this.payload = payload;
        this.signed = signed;
        this.signature = signature;
    }

    RegoObject header() {
        return header;
    }

    RegoObject payload() {
        return payload;
    }

    /// Whether this key made the signature over header and payload.
    boolean isSignedBy(VerificationKey key) {
        return key.algorithm().verify(key.key(), signed, signature);
    }

    /// Reads a signature file. Nothing of it is verified yet.
    static BundleToken read(byte[] file) throws BundleException {
        RegoObject document = object(file, "the file");
        if (document.get("plugin") instanceof RegoString plugin
                && !plugin.value().isEmpty()
                && !plugin.value().equals(DEFAULT_PLUGIN)) {
            throw wrong("signature plugin `" + plugin.value() + "` is not supported");
        }
        if (!(document.get("signatures") instanceof RegoArray tokens)
                || tokens.size() != 1
                || !(tokens.get(0) instanceof RegoString token)) {
            throw wrong("`signatures` must be an array of exactly one token");
        }
        return ofText(token.value());
    }

    private static BundleToken ofText(String token) throws BundleException {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            throw wrong("the token does not have three parts");
        }
        try {
            Base64.Decoder base64 = Base64.getUrlDecoder();
            return new BundleToken(
                    object(base64.decode(parts[0]), "the token's header"),
                    object(base64.decode(parts[1]), "the token's payload"),
                    (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII),
                    base64.decode(parts[2]));
        } catch (IllegalArgumentException notBase64) {
            throw wrong("the token is not base64url");
        }
    }

    /// A text of the payload or header; empty when it has none.
    static String text(RegoObject object, String name) throws BundleException {
        RegoValue value = object.get(name);
        if (value == null) {
            return "";
        }
        if (value instanceof RegoString text) {
            return text.value();
        }
        throw wrong("`" + name + "` of the token must be a string, not " + value.typeName());
    }

    private static RegoObject object(byte[] json, String what) throws BundleException {
        try {
            if (RegoJson.read(json) instanceof RegoObject object) {
                return object;
            }
        } catch (JsonException notJson) {
            // Said below: where in a token it broke helps nobody.
        }
        throw wrong(what + " is not a JSON object");
    }

    static BundleException wrong(String message) {
        return BundleException.rule(FILE, message);
    }
}
