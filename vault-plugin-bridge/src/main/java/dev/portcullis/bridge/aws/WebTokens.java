package dev.portcullis.bridge.aws;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.bridge.http.StrictJson;
import dev.portcullis.bridge.pdp.Question;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Judges projected service account tokens: JSON Web Tokens (RFC 7519) signed with RS256 or ES256 (RFC 7518), whose
/// subject is `system:serviceaccount:<namespace>:<name>`.
///
/// INVARIANT: the claims are read after the signature was verified, with the algorithm of the key and never with one
/// that
/// the token chose.
final class WebTokens {
    private static final int LONGEST = 16 << 10;
    /// How far the issuer's clock may be ahead of this one, seconds.
    private static final long AHEAD = 10;

    private static final Pattern SERVICE_ACCOUNT =
            Pattern.compile("system:serviceaccount:([a-z0-9][a-z0-9-]{0,62}):([a-z0-9][a-z0-9.-]{0,252})");

    private final WebIdentity identity;
    private final KeyFile keys;
    private final InstantSource clock;

    WebTokens(WebIdentity identity, InstantSource clock) {
        this.identity = identity;
        this.keys = new KeyFile(identity.keys());
        this.clock = clock;
    }

    /// Whether a text has the shape of such a token.
    static boolean isShapedLikeOne(String token) {
        return token.chars().filter(c -> c == '.').count() == 2;
    }

    Recognition judge(String token) {
        String[] parts = token.split("\\.", -1);
        if (token.length() > LONGEST || parts.length != 3) {
            return new Recognition.Stranger("the token is not a JSON Web Token of at most " + LONGEST + " characters");
        }
        Optional<JsonNode> header = object(parts[0]);
        Optional<byte[]> signature = decoded(parts[2]);
        if (header.isEmpty() || signature.isEmpty()) {
            return new Recognition.Stranger("the token cannot be read");
        }
        KeySet known;
        try {
            known = keys.keys();
        } catch (IOException unreadable) {
            return new Recognition.Unjudged("the keys that tokens are judged by cannot be read");
        }
        byte[] signed = (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII);
        Optional<String> wrong = wrongSignature(known, header.get(), signed, signature.get());
        if (wrong.isPresent()) {
            return new Recognition.Stranger(wrong.get());
        }
        return object(parts[1])
                .map(this::claims)
                .orElseGet(() -> new Recognition.Stranger("the claims of the token cannot be read"));
    }

    private static Optional<String> wrongSignature(KeySet known, JsonNode header, byte[] signed, byte[] signature) {
        if (header.has("crit")) {
            return Optional.of("the token asks for extensions that are not known here");
        }
        KeySet.Key key = known.byId().get(header.path("kid").asText());
        if (key == null) {
            return Optional.of("the token is signed with a key that is not known");
        }
        if (!header.path("alg").asText().equals(key.algorithm().name())) {
            return Optional.of("the token names another algorithm than its key has");
        }
        return isSigned(key, signed, signature) ? Optional.empty() : Optional.of("the signature of the token is wrong");
    }

    private static boolean isSigned(KeySet.Key key, byte[] signed, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(key.algorithm().jdk());
            verifier.initVerify(key.key());
            verifier.update(signed);
            return verifier.verify(signature);
        } catch (GeneralSecurityException wrong) {
            return false;
        }
    }

    private Recognition claims(JsonNode claims) {
        long now = clock.instant().getEpochSecond();
        JsonNode expires = claims.path("exp");
        JsonNode from = claims.path("nbf");
        if (!claims.path("iss").isTextual() || !claims.path("iss").textValue().equals(identity.issuer())) {
            return new Recognition.Stranger("the token is of another issuer");
        }
        if (!isFor(claims.path("aud"))) {
            return new Recognition.Stranger("the token is for another audience");
        }
        if (!expires.canConvertToLong() || !expires.isNumber()) {
            return new Recognition.Stranger("the token does not say when it expires");
        }
        if (expires.longValue() <= now) {
            return new Recognition.Stranger(
                    "the token expired at " + Instant.ofEpochSecond(Math.max(0, expires.longValue())));
        }
        if (!from.isMissingNode() && (!from.isNumber() || from.doubleValue() > now + AHEAD)) {
            return new Recognition.Stranger("the token is not valid yet");
        }
        return subject(claims.path("sub").asText());
    }

    private boolean isFor(JsonNode audience) {
        if (!audience.isArray()) {
            return audience.isTextual() && audience.textValue().equals(identity.audience());
        }
        for (JsonNode each : audience) {
            if (each.isTextual() && each.textValue().equals(identity.audience())) {
                return true;
            }
        }
        return false;
    }

    private Recognition subject(String name) {
        Matcher account = SERVICE_ACCOUNT.matcher(name);
        if (!account.matches()) {
            return new Recognition.Stranger("the token is not of a service account");
        }
        String id = "k8s:service_account:" + identity.cluster() + "/" + account.group(1) + "/" + account.group(2);
        return new Recognition.Known(new Question.Subject("workload", id, Map.of(), List.of()));
    }

    private static Optional<JsonNode> object(String part) {
        return decoded(part).flatMap(StrictJson::read).filter(JsonNode::isObject);
    }

    private static Optional<byte[]> decoded(String part) {
        try {
            return part.indexOf('=') >= 0
                    ? Optional.empty()
                    : Optional.of(Base64.getUrlDecoder().decode(part));
        } catch (IllegalArgumentException wrong) {
            return Optional.empty();
        }
    }
}
