package dev.portcullis.pdp.decision;

import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoBoolean;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.util.List;
import java.util.UUID;

/// The Rego `input` of a request: the same for every door. What is not known is an absent key.
/// Spec: docs/spec/decision.md, "The input document".
public final class InputDocument {
    private InputDocument() {}

    /// Builds the document.
    ///
    /// @param decisionId stands in for the request's own id when it has none
    /// @param timeNs the server's time of the request, nanoseconds since 1970
    /// @param lineage what the snapshot knows, as [Facts#lineage] gave it
    public static RegoObject of(DecisionRequest request, Call call, UUID decisionId, long timeNs, RegoObject lineage) {
        return RegoObject.builder()
                .put("request", request(request, call, decisionId, timeNs))
                .put("subject", subject(request.subject()))
                .put("action", action(request.action()))
                .put("resource", resource(request.resource()))
                .put("context", context(request.context()))
                .put("lineage", lineage)
                .build();
    }

    private static RegoObject request(DecisionRequest request, Call call, UUID decisionId, long timeNs) {
        String id = request.requestId().isEmpty() ? decisionId.toString() : request.requestId();
        RegoObject caller = RegoObject.builder()
                .put("type", text(call.caller().type().text()))
                .put("id", text(call.caller().id()))
                .build();
        return RegoObject.builder()
                .put("id", text(id))
                .put("time_ns", RegoNumber.of(timeNs))
                .put("door", text(call.door()))
                .put("caller", caller)
                .put("dry_run", RegoBoolean.of(request.dryRun()))
                .build();
    }

    private static RegoObject subject(Subject subject) {
        List<Subject.Actor> chain = subject.actorChain();
        RegoValue[] actors = new RegoValue[chain.size()];
        for (int i = 0; i < actors.length; i++) {
            actors[i] = typed(chain.get(i).type(), chain.get(i).id()).build();
        }
        return typed(subject.type(), subject.id())
                .put("properties", subject.properties())
                .put("actor_chain", RegoArray.of(actors))
                .build();
    }

    private static RegoObject action(Action action) {
        return RegoObject.builder()
                .put("name", text(action.name()))
                .put("properties", action.properties())
                .build();
    }

    private static RegoObject resource(Resource resource) {
        return typed(resource.type(), resource.id())
                .put("properties", resource.properties())
                .build();
    }

    private static RegoObject context(RequestContext context) {
        RegoObject.Builder document = RegoObject.builder();
        RegoObject others = context.properties();
        for (int slot = 0, n = others.size(); slot < n; slot++) {
            document.put(others.key(slot), others.value(slot));
        }
        putKnown(document, "purpose", context.purpose());
        putKnown(document, "environment", context.environment());
        putKnown(document, "region", context.region());
        putKnown(document, "network_zone", context.networkZone());
        putKnown(document, "address", context.address());
        putKnown(document, "requested_ttl_s", context.requestedTtlSeconds());
        if (!context.requestedScopes().isEmpty()) {
            RegoValue[] scopes =
                    context.requestedScopes().stream().map(InputDocument::text).toArray(RegoValue[]::new);
            document.put("requested_scopes", RegoArray.of(scopes));
        }
        putReferences(document, context);
        return document.build();
    }

    private static void putReferences(RegoObject.Builder document, RequestContext context) {
        RequestContext.Task task = context.task();
        if (task != null) {
            document.put("task", typed(task.type(), task.id()).build());
        }
        RequestContext.Session session = context.session();
        if (session != null) {
            RegoObject.Builder entry =
                    RegoObject.builder().put("id", text(session.id())).put("granted_to", text(session.grantedTo()));
            putKnown(entry, "step_up_ns", session.stepUpNs());
            document.put("session", entry.build());
        }
        RequestContext.Approval approval = context.approval();
        if (approval != null) {
            RegoObject.Builder entry = RegoObject.builder().put("id", text(approval.id()));
            putKnown(entry, "approved_until", approval.approvedUntil());
            putKnown(entry, "state", approval.state());
            document.put("approval", entry.build());
        }
    }

    private static RegoObject.Builder typed(String type, String id) {
        return RegoObject.builder().put("type", text(type)).put("id", text(id));
    }

    private static void putKnown(RegoObject.Builder document, String key, String value) {
        if (!value.isEmpty()) {
            document.put(key, text(value));
        }
    }

    private static void putKnown(RegoObject.Builder document, String key, long value) {
        if (value != 0) {
            document.put(key, RegoNumber.of(value));
        }
    }

    private static RegoValue text(String value) {
        return RegoString.of(value);
    }
}
