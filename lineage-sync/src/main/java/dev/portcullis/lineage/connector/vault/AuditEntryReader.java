package dev.portcullis.lineage.connector.vault;

import dev.portcullis.lineage.connector.Rfc3339;
import dev.portcullis.lineage.connector.SecretShapes;
import dev.portcullis.lineage.connector.vault.AuditEntry.Login;
import dev.portcullis.lineage.connector.vault.AuditEntry.Outcome;
import dev.portcullis.lineage.connector.vault.AuditEntry.Target;
import dev.portcullis.lineage.connector.vault.AuditEntry.Who;
import dev.portcullis.rego.value.JsonException;
import dev.portcullis.rego.value.JsonLimits;
import dev.portcullis.rego.value.RegoBoolean;
import dev.portcullis.rego.value.RegoJson;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads one line of an audit log: JSON as OpenBao's and Vault's `file` device writes it. It looks at named
/// fields only; the rest, `data` above all, goes when the line does.
final class AuditEntryReader {
    private static final int MAX_DEPTH = 64;
    private static final int MAX_TEXT = 1_024;
    private static final Pattern ID = Pattern.compile("[0-9A-Za-z._-]{1,128}");
    private static final String SERVICE_ACCOUNT = "system:serviceaccount:";

    /// Auth methods that themselves say, in the metadata of a login, who logged in. What others put there may
    /// be of the caller's own making, as it is for tokens that a token creates.
    private static final Set<String> METHODS = Set.of("approle", "jwt", "oidc", "kubernetes");

    private AuditEntryReader() {}

    static AuditEntry read(byte[] utf8) throws MalformedEntryException {
        RegoObject line = parse(utf8);
        boolean answered = switch (required(line, "type")) {
            case "request" -> false;
            case "response" -> true;
            default -> throw new MalformedEntryException("field `type` is neither `request` nor `response`");
        };
        RegoObject request = object(line, "request");
        if (request == null) {
            throw new MalformedEntryException("field `request` is missing");
        }
        RegoObject auth = object(line, "auth");
        RegoObject response = object(line, "response");
        Target target = target(request);
        return new AuditEntry(
                time(required(line, "time")),
                id(required(request, "id")),
                answered,
                outcome(line, auth, response),
                target,
                who(request, auth),
                answered && line.get("error") == null ? login(target, response) : null);
    }

    private static RegoObject parse(byte[] utf8) throws MalformedEntryException {
        try {
            if (RegoJson.read(utf8, new JsonLimits(utf8.length + 1, MAX_DEPTH)) instanceof RegoObject line) {
                return line;
            }
        } catch (JsonException malformed) {
            throw new MalformedEntryException("is not JSON");
        }
        throw new MalformedEntryException("is not a JSON object");
    }

    private static long time(String text) throws MalformedEntryException {
        try {
            return Rfc3339.parse(text);
        } catch (IllegalArgumentException malformed) {
            throw new MalformedEntryException("field `time` " + malformed.getMessage());
        }
    }

    private static Target target(RegoObject request) throws MalformedEntryException {
        RegoObject namespace = object(request, "namespace");
        String inside = namespace == null ? "" : orEmpty(text(namespace, "path"));
        String mount = orEmpty(text(request, "mount_point"));
        return new Target(
                inside,
                required(request, "operation"),
                // The log writes the namespace before the mount, but not before the path.
                mount.startsWith(inside) ? mount.substring(inside.length()) : mount,
                orEmpty(text(request, "mount_type")),
                orEmpty(text(request, "path")));
    }

    private static Outcome outcome(RegoObject line, @Nullable RegoObject auth, @Nullable RegoObject response) {
        RegoObject policies = auth == null ? null : object(auth, "policy_results");
        if (policies != null && policies.get("allowed") instanceof RegoBoolean allowed && !allowed.value()) {
            return Outcome.DENIED;
        }
        boolean delivered = line.get("error") == null && response != null && object(response, "data") != null;
        return delivered ? Outcome.DELIVERED : Outcome.NOTHING;
    }

    private static Who who(RegoObject request, @Nullable RegoObject auth) throws MalformedEntryException {
        String accessor = text(request, "client_token_accessor");
        return new Who(accessor, auth == null ? null : entity(auth));
    }

    private static @Nullable Login login(Target target, @Nullable RegoObject response) throws MalformedEntryException {
        RegoObject issued = response == null ? null : object(response, "auth");
        if (issued == null || !METHODS.contains(target.mountType())) {
            return null;
        }
        RegoObject metadata = object(issued, "metadata");
        var who = new Who(text(issued, "accessor"), entity(issued));
        if (metadata == null) {
            return new Login(who, null, null);
        }
        String role = text(metadata, target.mountType().equals("approle") ? "role_name" : "role");
        return new Login(who, role, serviceAccount(target.mountType(), metadata));
    }

    /// A service account as the `kubernetes` method names it, or as the subject of a token that `jwt`
    /// verified, when the operator maps the claim `sub`.
    private static @Nullable String serviceAccount(String method, RegoObject metadata) throws MalformedEntryException {
        if (method.equals("kubernetes")) {
            String namespace = text(metadata, "service_account_namespace");
            String name = text(metadata, "service_account_name");
            return namespace == null || name == null ? null : namespace + "/" + name;
        }
        String subject = method.equals("approle") ? null : text(metadata, "sub");
        if (subject == null || !subject.startsWith(SERVICE_ACCOUNT)) {
            return null;
        }
        String[] parts = subject.substring(SERVICE_ACCOUNT.length()).split(":", -1);
        return parts.length == 2 ? parts[0] + "/" + parts[1] : null;
    }

    private static @Nullable String entity(RegoObject auth) throws MalformedEntryException {
        String entity = text(auth, "entity_id");
        return entity == null ? null : id(entity);
    }

    private static String id(String text) throws MalformedEntryException {
        if (!ID.matcher(text).matches()) {
            throw new MalformedEntryException("has an id that is none");
        }
        return text;
    }

    private static String required(RegoObject object, String field) throws MalformedEntryException {
        String text = text(object, field);
        if (text == null) {
            throw new MalformedEntryException("field `" + field + "` is missing");
        }
        return text;
    }

    /// A text, null when it is absent or empty.
    private static @Nullable String text(RegoObject object, String field) throws MalformedEntryException {
        RegoValue value = object.get(field);
        if (value == null) {
            return null;
        }
        if (!(value instanceof RegoString string)) {
            throw new MalformedEntryException("field `" + field + "` is not a string");
        }
        String text = string.value();
        if (text.length() > MAX_TEXT) {
            throw new MalformedEntryException("field `" + field + "` is longer than " + MAX_TEXT + " characters");
        }
        if (SecretShapes.looksSecret(text)) {
            throw new MalformedEntryException("field `" + field + "` looks like a secret");
        }
        return text.isEmpty() ? null : text;
    }

    private static @Nullable RegoObject object(RegoObject object, String field) {
        return object.get(field) instanceof RegoObject inner ? inner : null;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
