package dev.portcullis.pdp.decision;

import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import java.util.List;
import java.util.Set;

/// Requests for tests: a valid one, and what differs from it.
public final class Requests {
    public static final Caller CALLER = new Caller(Caller.Type.UID, "1000");
    public static final Call CALL = new Call("grpc", CALLER, Call.NO_DEADLINE);
    public static final Callers.Grant GRANT =
            new Callers.Grant(Set.of("grpc"), Set.copyOf(RequestRules.SUBJECT_TYPES), true);

    private Requests() {}

    /// An agent that works for a person asks for a stored secret.
    public static DecisionRequest valid() {
        return new DecisionRequest(
                "t9",
                new Subject(
                        "mcp_server",
                        "endpoint:mcp_server:lt-dana-01/db-explorer",
                        RegoObject.empty(),
                        List.of(new Subject.Actor("user", "okta:user:larkfield/dana.kim"))),
                new Action("secret.read", RegoObject.empty()),
                new Resource(
                        "vault_secret",
                        "vault:secret:vault-prod/kv/payments/psp-api-key",
                        RegoObject.builder().put("version", RegoString.of("3")).build()),
                new RequestContext(
                        "",
                        new RequestContext.Task("refund", "r-1"),
                        new RequestContext.Session("s-1", "okta:user:larkfield/dana.kim", 0),
                        "development",
                        "eu-west-1",
                        "office",
                        "10.40.0.5",
                        3600,
                        List.of("read"),
                        new RequestContext.Approval("a-1", 0, ""),
                        RegoObject.empty()),
                null,
                false);
    }

    public static DecisionRequest withId(String requestId) {
        DecisionRequest r = valid();
        return new DecisionRequest(
                requestId, r.subject(), r.action(), r.resource(), r.context(), r.minSnapshot(), r.dryRun());
    }

    public static DecisionRequest with(Subject subject) {
        DecisionRequest r = valid();
        return new DecisionRequest(
                r.requestId(), subject, r.action(), r.resource(), r.context(), r.minSnapshot(), r.dryRun());
    }

    public static DecisionRequest with(Action action) {
        DecisionRequest r = valid();
        return new DecisionRequest(
                r.requestId(), r.subject(), action, r.resource(), r.context(), r.minSnapshot(), r.dryRun());
    }

    public static DecisionRequest with(Resource resource) {
        DecisionRequest r = valid();
        return new DecisionRequest(
                r.requestId(), r.subject(), r.action(), resource, r.context(), r.minSnapshot(), r.dryRun());
    }

    public static DecisionRequest with(RequestContext context) {
        DecisionRequest r = valid();
        return new DecisionRequest(
                r.requestId(), r.subject(), r.action(), r.resource(), context, r.minSnapshot(), r.dryRun());
    }

    public static DecisionRequest insistingOn(SnapshotVersion version) {
        DecisionRequest r = valid();
        return new DecisionRequest(
                r.requestId(), r.subject(), r.action(), r.resource(), r.context(), version, r.dryRun());
    }
}
