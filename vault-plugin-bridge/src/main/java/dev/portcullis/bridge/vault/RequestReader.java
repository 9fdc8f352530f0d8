package dev.portcullis.bridge.vault;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.bridge.http.StrictJson;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import java.util.Optional;

/// Reads a request: its headers, its path, its body. Passes on the operations of [VaultOperation] in exactly one
/// spelling each; whatever a server could read differently is refused with a sentence.
final class RequestReader {
    private static final String API = "/v1/";

    private final Mounts mounts;
    private final HeaderRules headers;

    RequestReader(Mounts mounts, HeaderRules headers) {
        this.mounts = mounts;
        this.headers = headers;
    }

    /// @param address IP literal of the client; empty on a unix socket
    Reading read(FullHttpRequest http, String address) {
        Optional<String> wrong = headers.refusal(http.headers());
        if (http.decoderResult().isFailure() || wrong.isPresent()) {
            return refused(400, wrong.orElse("the request is not valid HTTP"));
        }
        byte[] body = ByteBufUtil.getBytes(http.content());
        Found found = operation(http.method(), http.uri(), body);
        return switch (found) {
            case Found.Nothing(int status, String why) -> refused(status, why);
            case Found.Operation(VaultOperation operation) ->
                new Reading.Understood(new VaultRequest(
                        http.method(),
                        http.uri(),
                        headers.passed(http.headers()),
                        headers.token(http.headers()),
                        body,
                        address,
                        StatedWork.of(http.headers()),
                        operation));
        };
    }

    private sealed interface Found {
        record Operation(VaultOperation operation) implements Found {}

        record Nothing(int status, String why) implements Found {}
    }

    private Found operation(HttpMethod method, String target, byte[] body) {
        int mark = target.indexOf('?');
        String query = mark < 0 ? "" : target.substring(mark + 1);
        String path = mark < 0 ? target : target.substring(0, mark);
        if (!path.startsWith(API) || !CanonicalPath.isPlain(path.substring(API.length()))) {
            return new Found.Nothing(
                    400,
                    "the path is not one that can be read in one way only: plain characters, no empty or dotted segment");
        }
        String name = path.substring(API.length());
        if (method.equals(HttpMethod.GET)) {
            return body.length > 0 ? new Found.Nothing(400, "a read has no body") : read(name, query, mark >= 0);
        }
        if (method.equals(HttpMethod.POST) || method.equals(HttpMethod.PUT)) {
            return mark >= 0 ? new Found.Nothing(400, "a login has no query") : login(name, body);
        }
        return notProxied(method, name);
    }

    private Found read(String name, String query, boolean hasQuery) {
        if (name.equals("auth/token/lookup-self") && !hasQuery) {
            return new Found.Operation(new VaultOperation.TokenLookup());
        }
        String asked =
                name.startsWith("sys/internal/ui/mounts/") ? name.substring("sys/internal/ui/mounts/".length()) : "";
        for (String mount : mounts.keyValue()) {
            if (!hasQuery && (asked.equals(mount) || asked.startsWith(mount + "/"))) {
                return new Found.Operation(new VaultOperation.MountLookup(mount));
            }
            String prefix = mount + "/data/";
            if (name.startsWith(prefix)) {
                return secret(mount, name.substring(prefix.length()), query, hasQuery);
            }
        }
        return notProxied(HttpMethod.GET, name);
    }

    /// `version` is the one parameter a read has; `list`, `scan` and `help` would make another operation of it.
    private static Found secret(String mount, String path, String query, boolean hasQuery) {
        if (!hasQuery) {
            return new Found.Operation(new VaultOperation.SecretRead(mount, path, 0));
        }
        if (query.matches("version=(0|[1-9][0-9]{0,17})")) {
            long version = Long.parseLong(query.substring("version=".length()));
            return new Found.Operation(new VaultOperation.SecretRead(mount, path, version));
        }
        return new Found.Nothing(400, "the only parameter of a read is `version`, a number");
    }

    private Found login(String name, byte[] body) {
        for (String mount : mounts.appRole()) {
            if (name.equals("auth/" + mount + "/login")) {
                return appRole(mount, body);
            }
        }
        return notProxied(HttpMethod.POST, name);
    }

    private static Found appRole(String mount, byte[] body) {
        Optional<JsonNode> json = StrictJson.read(body);
        if (json.isEmpty() || !json.get().isObject()) {
            return new Found.Nothing(400, "the body is not a JSON object without duplicate keys");
        }
        for (String key : (Iterable<String>) json.get()::fieldNames) {
            if (!key.equals("role_id") && !key.equals("secret_id")) {
                return new Found.Nothing(400, "a login has the fields `role_id` and `secret_id` only");
            }
        }
        JsonNode role = json.get().path("role_id");
        return role.isTextual() && !role.textValue().isEmpty()
                ? new Found.Operation(new VaultOperation.AppRoleLogin(mount, role.textValue()))
                : new Found.Nothing(400, "`role_id` is missing");
    }

    private static Found notProxied(HttpMethod method, String name) {
        return new Found.Nothing(
                403,
                "this proxy does not pass on " + method + " `" + name
                        + "`; it passes reads of listed key-value mounts, " + "AppRole logins and token look-ups");
    }

    private static Reading refused(int status, String why) {
        return new Reading.Refused(status == 403 ? VaultErrors.denied(why) : VaultErrors.of(status, why));
    }
}
