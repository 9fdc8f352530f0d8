package dev.portcullis.bridge.vault;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Which headers a request may have, and which of them the server gets. A header that changes what Vault does is either
/// known here or refused.
final class HeaderRules {
    static final String TOKEN = "X-Vault-Token";
    static final String NAMESPACE = "X-Vault-Namespace";
    static final String WRAP_TTL = "X-Vault-Wrap-TTL";
    /// The decision a request passes on, for the server's audit log. Only the proxy says it.
    static final String DECISION = "X-Portcullis-Decision";

    private static final String BEARER = "Bearer ";
    /// Seconds, or hours, minutes and seconds in this order, as `bao` writes them: `1m0s`.
    private static final Pattern WRAP_TIME =
            Pattern.compile("(?=.)(?:([0-9]{1,6})h)?(?:([0-9]{1,6})m)?(?:([0-9]{1,9})s?)?");

    /// The headers of Vault that are passed on. Not among them: inline authentication, policy overrides, MFA.
    private static final Set<String> KNOWN = Set.of(
            "x-vault-token",
            "x-vault-request",
            "x-vault-namespace",
            "x-vault-wrap-ttl",
            "x-vault-wrap-format",
            "x-vault-index",
            "x-vault-inconsistent",
            "x-vault-no-request-forwarding");
    /// About the connection to the client, or who it claims to be: never the server's business.
    private static final Set<String> OWN = Set.of(
            "host",
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "content-length",
            "upgrade",
            "http2-settings",
            "expect",
            "accept-encoding",
            "forwarded",
            "x-forwarded-for",
            "x-forwarded-host",
            "x-forwarded-proto",
            "x-real-ip",
            "x-http-method-override",
            "client-cert",
            "x-tls-client-cert");

    private static final Set<String> CONNECTION_OPTIONS = Set.of("keep-alive", "close", "upgrade", "http2-settings");

    private final String namespace;

    /// @param namespace the one namespace that is passed on; empty is the root
    HeaderRules(String namespace) {
        this.namespace = namespace;
    }

    /// Why a request with these headers is not passed on.
    Optional<String> refusal(HttpHeaders headers) {
        for (Map.Entry<String, String> header : headers) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (name.startsWith("x-vault-") && !KNOWN.contains(name)) {
                return Optional.of("the header `" + name + "` is not passed on");
            }
        }
        for (String once :
                List.of(TOKEN, NAMESPACE, WRAP_TTL, "Authorization", "Content-Type", "Content-Length", "Host")) {
            if (headers.getAll(once).size() > 1) {
                return Optional.of("the header `" + once + "` occurs twice");
            }
        }
        if (headers.contains(TOKEN) && headers.contains(HttpHeaderNames.AUTHORIZATION)) {
            return Optional.of("there are two tokens, `X-Vault-Token` and `Authorization`");
        }
        if (!WRAP_TIME.matcher(headers.get(WRAP_TTL, "0")).matches()) {
            return Optional.of("the header `" + WRAP_TTL + "` is no time such as `60`, `60s` or `1h30m`");
        }
        return StatedWork.refusal(headers)
                .or(() -> wrongNamespace(headers))
                .or(() -> wrongConnection(headers))
                .or(() -> wrongType(headers));
    }

    private Optional<String> wrongNamespace(HttpHeaders headers) {
        String asked = headers.get(NAMESPACE, "");
        String plain = asked.endsWith("/") ? asked.substring(0, asked.length() - 1) : asked;
        boolean root = plain.isEmpty() || plain.equals("root");
        return plain.equals(namespace) || (root && namespace.isEmpty())
                ? Optional.empty()
                : Optional.of("the namespace is not the one this proxy serves");
    }

    /// A client that names another header in `Connection` could make one of two readers drop it. `Upgrade` is what
    /// Java's own client says before it falls back to HTTP/1.1.
    private static Optional<String> wrongConnection(HttpHeaders headers) {
        boolean plain = headers.getAll(HttpHeaderNames.CONNECTION).stream()
                .flatMap(value -> Stream.of(value.split(",", -1)))
                .allMatch(option -> CONNECTION_OPTIONS.contains(option.strip().toLowerCase(Locale.ROOT)));
        return plain ? Optional.empty() : Optional.of("the header `Connection` names another header");
    }

    private static Optional<String> wrongType(HttpHeaders headers) {
        String type = headers.get(HttpHeaderNames.CONTENT_TYPE, "application/json");
        return type.toLowerCase(Locale.ROOT).startsWith("application/json")
                ? Optional.empty()
                : Optional.of("the body must be JSON");
    }

    /// What the server gets. The namespace is always this proxy's.
    HttpHeaders passed(HttpHeaders headers) {
        HttpHeaders passed = new DefaultHttpHeaders();
        for (Map.Entry<String, String> header : headers) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (!OWN.contains(name) && !StatedWork.isOurs(name)) {
                passed.add(header.getKey(), header.getValue());
            }
        }
        if (!namespace.isEmpty()) {
            passed.set(NAMESPACE, namespace);
        }
        return passed;
    }

    /// The client token; empty when there is none.
    String token(HttpHeaders headers) {
        String bearer = headers.get(HttpHeaderNames.AUTHORIZATION, "");
        return headers.get(TOKEN, bearer.startsWith(BEARER) ? bearer.substring(BEARER.length()) : "");
    }

    /// For how long an answer is to stay wrapped, as the client asks; 0 when it does not. The headers are ones that
    /// [#refusal] has nothing against.
    static long wrapSeconds(HttpHeaders headers) {
        Matcher time = WRAP_TIME.matcher(headers.get(WRAP_TTL, "0"));
        return time.matches() ? 3_600 * number(time, 1) + 60 * number(time, 2) + number(time, 3) : 0;
    }

    private static long number(Matcher time, int group) {
        String digits = time.group(group);
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
