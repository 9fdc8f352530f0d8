package dev.portcullis.pdp.decision;

import dev.portcullis.snapshot.secret.SecretShapes;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What makes a request valid, the same for every door. Spec: docs/spec/decision.md, "A valid request".
public final class RequestRules {
    /// Types of subjects and actors.
    public static final Set<String> SUBJECT_TYPES = Set.of(
            "workload",
            "function",
            "container",
            "job",
            "pipeline",
            "ai_agent",
            "mcp_server",
            "saas_app",
            "user",
            "session");

    /// Names of actions; others need a prefix and a colon, such as `acme:certificate.pin`.
    public static final Set<String> ACTIONS = Set.of(
            "secret.read",
            "secret.list",
            "secret.write",
            "credential.issue",
            "token.issue",
            "token.renew",
            "role.assume",
            "http.request");

    private static final int REQUEST_ID_BYTES = 128;

    private final Limits.Request limits;
    private final PropertyRules properties;

    public RequestRules(Limits.Request limits) {
        this.limits = limits;
        this.properties = new PropertyRules(limits);
    }

    /// Judges a request that a caller with this grant makes.
    public MappedRequest judge(DecisionRequest request, Callers.Grant grant) {
        try {
            check(request, grant);
            return new MappedRequest.Valid(request);
        } catch (RequestInvalidException broken) {
            return invalid(request, broken.reason());
        }
    }

    /// A request with something wrong in it; only what is valid by itself is kept.
    public MappedRequest.Invalid invalid(DecisionRequest request, String message) {
        return new MappedRequest.Invalid(KnownParts.of(request, limits), message);
    }

    private void check(DecisionRequest request, Callers.Grant grant) throws RequestInvalidException {
        text("request_id", request.requestId(), REQUEST_ID_BYTES);
        subject(request.subject());
        if (!grant.subjectTypes().contains(request.subject().type())) {
            throw new RequestInvalidException("the caller may not speak for a subject of type `"
                    + request.subject().type() + "`");
        }
        action(request.action().name());
        plain("action.name", request.action().name());
        if (!CanonicalId.isWord(request.resource().type())) {
            throw new RequestInvalidException("`resource.type` is not a lower-case word such as `vault_secret`");
        }
        plain("resource.type", request.resource().type());
        id("resource.id", request.resource().id());
        context(request.context());
        minSnapshot(request.minSnapshot());
        properties.check(request);
    }

    private void subject(Subject subject) throws RequestInvalidException {
        subjectType("subject.type", subject.type());
        id("subject.id", subject.id());
        List<Subject.Actor> chain = subject.actorChain();
        if (chain.size() > limits.actorChain()) {
            throw new RequestInvalidException(
                    "`subject.actor_chain` has " + chain.size() + " links, allowed are " + limits.actorChain());
        }
        for (Subject.Actor actor : chain) {
            subjectType("subject.actor_chain.type", actor.type());
            id("subject.actor_chain.id", actor.id());
        }
    }

    private static void subjectType(String what, String type) throws RequestInvalidException {
        if (!SUBJECT_TYPES.contains(type)) {
            throw new RequestInvalidException("`" + what + "` is none of " + new TreeSet<>(SUBJECT_TYPES));
        }
    }

    private void action(String name) throws RequestInvalidException {
        if (ACTIONS.contains(name)) {
            return;
        }
        int colon = name.indexOf(':');
        boolean prefixed = colon > 0
                && CanonicalId.isWord(name.substring(0, colon))
                && isDotted(name.substring(colon + 1))
                && name.length() <= limits.idLength();
        if (!prefixed) {
            throw new RequestInvalidException("`action.name` is none of " + new TreeSet<>(ACTIONS)
                    + " and no name with a prefix, such as `acme:certificate.pin`");
        }
    }

    private static boolean isDotted(String name) {
        for (String part : name.split("\\.", -1)) {
            if (!CanonicalId.isWord(part)) {
                return false;
            }
        }
        return true;
    }

    private void context(RequestContext context) throws RequestInvalidException {
        text("context.purpose", context.purpose(), limits.textBytes());
        name("context.environment", context.environment());
        name("context.region", context.region());
        name("context.network_zone", context.networkZone());
        address(context.address());
        notNegative("context.requested_ttl_s", context.requestedTtlSeconds());
        scopes(context.requestedScopes());
        RequestContext.Task task = context.task();
        if (task != null) {
            required("context.task.type", task.type());
            required("context.task.id", task.id());
        }
        RequestContext.Session session = context.session();
        if (session != null) {
            required("context.session.id", session.id());
            id("context.session.granted_to", session.grantedTo());
            notNegative("context.session.step_up_ns", session.stepUpNs());
        }
        RequestContext.Approval approval = context.approval();
        if (approval != null) {
            required("context.approval.id", approval.id());
            notNegative("context.approval.approved_until", approval.approvedUntil());
            name("context.approval.state", approval.state());
        }
    }

    private void scopes(List<String> scopes) throws RequestInvalidException {
        if (scopes.size() > limits.scopes()) {
            throw new RequestInvalidException(
                    "`context.requested_scopes` has " + scopes.size() + " scopes, allowed are " + limits.scopes());
        }
        for (String scope : scopes) {
            required("context.requested_scopes", scope);
        }
    }

    private static void address(String address) throws RequestInvalidException {
        if (address.isEmpty()) {
            return;
        }
        // Only the two usual forms: the JDK's parser also takes `10.1` for an address and a zone behind one.
        boolean form = address.indexOf(':') >= 0
                ? address.indexOf('%') < 0
                : address.chars().filter(c -> c == '.').count() == 3;
        try {
            InetAddress.ofLiteral(form ? address : "");
        } catch (IllegalArgumentException notAnAddress) {
            throw new RequestInvalidException("`context.address` is not an IP address");
        }
    }

    private static void minSnapshot(@Nullable SnapshotVersion version) throws RequestInvalidException {
        if (version != null && (version.epoch() < 1 || version.seq() < 0)) {
            throw new RequestInvalidException("`min_snapshot` is " + version + ", the least is 1.0");
        }
    }

    private void id(String what, String id) throws RequestInvalidException {
        if (!CanonicalId.matches(id)) {
            throw new RequestInvalidException("`" + what + "` is not a canonical id `system:type:path`");
        }
        name(what, id);
    }

    private void required(String what, String value) throws RequestInvalidException {
        if (value.isEmpty()) {
            throw new RequestInvalidException("`" + what + "` is empty");
        }
        name(what, value);
    }

    private static void notNegative(String what, long value) throws RequestInvalidException {
        if (value < 0) {
            throw new RequestInvalidException("`" + what + "` is " + value + ", the least is 0");
        }
    }

    private void name(String what, String value) throws RequestInvalidException {
        if (value.length() > limits.idLength()) {
            throw new RequestInvalidException(
                    "`" + what + "` has " + value.length() + " characters, allowed are " + limits.idLength());
        }
        plain(what, value);
    }

    private static void text(String what, String value, int maxBytes) throws RequestInvalidException {
        if (value.length() * 3L > maxBytes && value.getBytes(StandardCharsets.UTF_8).length > maxBytes) {
            throw new RequestInvalidException("`" + what + "` is longer than " + maxBytes + " bytes");
        }
        plain(what, value);
    }

    private static void plain(String what, String value) throws RequestInvalidException {
        if (CanonicalId.hasControl(value)) {
            throw new RequestInvalidException("`" + what + "` has a control character");
        }
        if (SecretShapes.looksSecret(value)) {
            throw new RequestInvalidException("`" + what + "` holds what looks like a secret");
        }
    }
}
