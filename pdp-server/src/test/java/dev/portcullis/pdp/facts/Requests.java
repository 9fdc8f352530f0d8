package dev.portcullis.pdp.facts;

import dev.portcullis.pdp.decision.Action;
import dev.portcullis.pdp.decision.DecisionRequest;
import dev.portcullis.pdp.decision.RequestContext;
import dev.portcullis.pdp.decision.Resource;
import dev.portcullis.pdp.decision.Subject;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import java.util.List;

/// Requests in short form: only ids and the action play a part in lineage.
final class Requests {
    private Requests() {}

    static DecisionRequest of(String subject, String action, String resource) {
        return of(subject, RegoObject.empty(), action, resource, RequestContext.NONE);
    }

    static DecisionRequest presenting(String credential, String subject, String action, String resource) {
        RegoObject properties = RegoObject.builder()
                .put("credential", RegoString.of(credential))
                .build();
        return of(subject, properties, action, resource, RequestContext.NONE);
    }

    static DecisionRequest forTask(String type, String id, String subject, String action, String resource) {
        RequestContext context = new RequestContext(
                "", new RequestContext.Task(type, id), null, "", "", "", "", 0, List.of(), null, RegoObject.empty());
        return of(subject, RegoObject.empty(), action, resource, context);
    }

    private static DecisionRequest of(
            String subject, RegoObject properties, String action, String resource, RequestContext context) {
        return new DecisionRequest(
                "r1",
                new Subject("workload", subject, properties, List.of()),
                new Action(action, RegoObject.empty()),
                new Resource("claimed_type", resource, RegoObject.empty()),
                context,
                null,
                false);
    }
}
