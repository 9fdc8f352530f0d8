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
        return RegoObject.ofNames()
                .put(InputNames.REQUEST, request(request, call, decisionId, timeNs))
                .put(InputNames.SUBJECT, subject(request.subject()))
                .put(InputNames.ACTION, action(request.action()))
                .put(InputNames.RESOURCE, resource(request.resource()))
                .put(InputNames.CONTEXT, context(request.context()))
                .put(InputNames.LINEAGE, lineage)
                .build();
    }

    private static RegoObject request(DecisionRequest request, Call call, UUID decisionId, long timeNs) {
        String id = request.requestId().isEmpty() ? decisionId.toString() : request.requestId();
        RegoObject caller = RegoObject.ofNames()
                .put(InputNames.TYPE, text(call.caller().type().text()))
                .put(InputNames.ID, text(call.caller().id()))
                .build();
        return RegoObject.ofNames()
                .put(InputNames.ID, text(id))
                .put(InputNames.TIME_NS, RegoNumber.of(timeNs))
                .put(InputNames.DOOR, text(call.door()))
                .put(InputNames.CALLER, caller)
                .put(InputNames.DRY_RUN, RegoBoolean.of(request.dryRun()))
                .build();
    }

    private static RegoObject subject(Subject subject) {
        List<Subject.Actor> chain = subject.actorChain();
        RegoValue[] actors = new RegoValue[chain.size()];
        for (int i = 0; i < actors.length; i++) {
            actors[i] = typed(chain.get(i).type(), chain.get(i).id()).build();
        }
        return typed(subject.type(), subject.id())
                .put(InputNames.PROPERTIES, subject.properties())
                .put(InputNames.ACTOR_CHAIN, RegoArray.of(actors))
                .build();
    }

    private static RegoObject action(Action action) {
        return RegoObject.ofNames()
                .put(InputNames.NAME, text(action.name()))
                .put(InputNames.PROPERTIES, action.properties())
                .build();
    }

    private static RegoObject resource(Resource resource) {
        return typed(resource.type(), resource.id())
                .put(InputNames.PROPERTIES, resource.properties())
                .build();
    }

    private static RegoObject context(RequestContext context) {
        RegoObject others = context.properties();
        RegoObject.Builder document = others.size() == 0 ? RegoObject.ofNames() : RegoObject.builder();
        for (int slot = 0, n = others.size(); slot < n; slot++) {
            document.put(others.key(slot), others.value(slot));
        }
        putKnown(document, InputNames.PURPOSE, context.purpose());
        putKnown(document, InputNames.ENVIRONMENT, context.environment());
        putKnown(document, InputNames.REGION, context.region());
        putKnown(document, InputNames.NETWORK_ZONE, context.networkZone());
        putKnown(document, InputNames.ADDRESS, context.address());
        putKnown(document, InputNames.REQUESTED_TTL_S, context.requestedTtlSeconds());
        if (!context.requestedScopes().isEmpty()) {
            RegoValue[] scopes =
                    context.requestedScopes().stream().map(InputDocument::text).toArray(RegoValue[]::new);
            document.put(InputNames.REQUESTED_SCOPES, RegoArray.of(scopes));
        }
        putReferences(document, context);
        return document.build();
    }

    private static void putReferences(RegoObject.Builder document, RequestContext context) {
        RequestContext.Task task = context.task();
        if (task != null) {
            document.put(InputNames.TASK, typed(task.type(), task.id()).build());
        }
        RequestContext.Session session = context.session();
        if (session != null) {
            RegoObject.Builder entry = RegoObject.ofNames()
                    .put(InputNames.ID, text(session.id()))
                    .put(InputNames.GRANTED_TO, text(session.grantedTo()));
            putKnown(entry, InputNames.STEP_UP_NS, session.stepUpNs());
            document.put(InputNames.SESSION, entry.build());
        }
        RequestContext.Approval approval = context.approval();
        if (approval != null) {
            RegoObject.Builder entry = RegoObject.ofNames().put(InputNames.ID, text(approval.id()));
            putKnown(entry, InputNames.APPROVED_UNTIL, approval.approvedUntil());
            putKnown(entry, InputNames.STATE, approval.state());
            document.put(InputNames.APPROVAL, entry.build());
        }
    }

    private static RegoObject.Builder typed(String type, String id) {
        return RegoObject.ofNames().put(InputNames.TYPE, text(type)).put(InputNames.ID, text(id));
    }

    private static void putKnown(RegoObject.Builder document, RegoString key, String value) {
        if (!value.isEmpty()) {
            document.put(key, text(value));
        }
    }

    private static void putKnown(RegoObject.Builder document, RegoString key, long value) {
        if (value != 0) {
            document.put(key, RegoNumber.of(value));
        }
    }

    private static RegoValue text(String value) {
        return RegoString.of(value);
    }
}
