package dev.portcullis.pdp.grpc;

import dev.portcullis.pdp.decision.Action;
import dev.portcullis.pdp.decision.Callers;
import dev.portcullis.pdp.decision.DecisionRequest;
import dev.portcullis.pdp.decision.MappedRequest;
import dev.portcullis.pdp.decision.RequestContext;
import dev.portcullis.pdp.decision.RequestInvalidException;
import dev.portcullis.pdp.decision.RequestRules;
import dev.portcullis.pdp.decision.Resource;
import dev.portcullis.pdp.decision.SnapshotVersion;
import dev.portcullis.pdp.decision.Subject;
import dev.portcullis.proto.pdp.v1.Actor;
import dev.portcullis.proto.pdp.v1.Context;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Requests from the wire: validates once, after that everything is total.
final class ProtoMapping {
    private final RequestRules rules;

    ProtoMapping(RequestRules rules) {
        this.rules = rules;
    }

    /// Maps and judges the request of a caller with this grant.
    MappedRequest map(dev.portcullis.proto.pdp.v1.DecisionRequest message, Callers.Grant grant) {
        try {
            return rules.judge(toRequest(message), grant);
        } catch (RequestInvalidException broken) {
            return rules.invalid(withoutProperties(message), broken.reason());
        }
    }

    /// The request of a message, not yet judged.
    ///
    /// @throws RequestInvalidException when a property is not a value
    static DecisionRequest toRequest(dev.portcullis.proto.pdp.v1.DecisionRequest message)
            throws RequestInvalidException {
        dev.portcullis.proto.pdp.v1.Subject subject = message.getSubject();
        dev.portcullis.proto.pdp.v1.Resource resource = message.getResource();
        return new DecisionRequest(
                message.getRequestId(),
                new Subject(
                        subject.getType(),
                        subject.getId(),
                        ValueMapping.toObject("subject.properties", subject.getPropertiesList()),
                        actors(subject.getActorChainList())),
                new Action(
                        message.getAction().getName(),
                        ValueMapping.toObject(
                                "action.properties", message.getAction().getPropertiesList())),
                new Resource(
                        resource.getType(),
                        resource.getId(),
                        ValueMapping.toObject("resource.properties", resource.getPropertiesList())),
                context(message.getContext()),
                minSnapshot(message),
                message.getDryRun());
    }

    private static List<Subject.Actor> actors(List<Actor> chain) {
        List<Subject.Actor> actors = new ArrayList<>(chain.size());
        for (Actor actor : chain) {
            actors.add(new Subject.Actor(actor.getType(), actor.getId()));
        }
        return actors;
    }

    private static RequestContext context(Context context) throws RequestInvalidException {
        return new RequestContext(
                context.getPurpose(),
                context.hasTask()
                        ? new RequestContext.Task(
                                context.getTask().getType(), context.getTask().getId())
                        : null,
                context.hasSession()
                        ? new RequestContext.Session(
                                context.getSession().getId(),
                                context.getSession().getGrantedTo(),
                                context.getSession().getStepUpNs())
                        : null,
                context.getEnvironment(),
                context.getRegion(),
                context.getNetworkZone(),
                context.getAddress(),
                context.getRequestedTtlS(),
                context.getRequestedScopesList(),
                context.hasApproval()
                        ? new RequestContext.Approval(
                                context.getApproval().getId(),
                                context.getApproval().getApprovedUntil(),
                                context.getApproval().getState())
                        : null,
                ValueMapping.toObject("context.properties", context.getPropertiesList()));
    }

    private static @Nullable SnapshotVersion minSnapshot(dev.portcullis.proto.pdp.v1.DecisionRequest message) {
        return message.hasMinSnapshot()
                ? new SnapshotVersion(
                        message.getMinSnapshot().getEpoch(),
                        message.getMinSnapshot().getSeq())
                : null;
    }

    private static DecisionRequest withoutProperties(dev.portcullis.proto.pdp.v1.DecisionRequest message) {
        dev.portcullis.proto.pdp.v1.DecisionRequest.Builder bare = message.toBuilder();
        bare.getSubjectBuilder().clearProperties();
        bare.getActionBuilder().clearProperties();
        bare.getResourceBuilder().clearProperties();
        bare.getContextBuilder().clearProperties();
        try {
            return toRequest(bare.build());
        } catch (RequestInvalidException impossible) {
            throw new AssertionError("BUG: only properties can fail to map", impossible);
        }
    }
}
