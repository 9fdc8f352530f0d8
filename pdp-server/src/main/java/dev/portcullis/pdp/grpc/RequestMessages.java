package dev.portcullis.pdp.grpc;

import dev.portcullis.pdp.decision.DecisionRequest;
import dev.portcullis.pdp.decision.RequestContext;
import dev.portcullis.pdp.decision.SnapshotVersion;
import dev.portcullis.pdp.decision.Subject;
import dev.portcullis.proto.pdp.v1.Context;

/// Requests to the wire form, for the decision log: the inverse of [ProtoMapping].
final class RequestMessages {
    private RequestMessages() {}

    /// The message of a request.
    static dev.portcullis.proto.pdp.v1.DecisionRequest fromRequest(DecisionRequest request) {
        dev.portcullis.proto.pdp.v1.DecisionRequest.Builder message =
                dev.portcullis.proto.pdp.v1.DecisionRequest.newBuilder()
                        .setRequestId(request.requestId())
                        .setSubject(subject(request.subject()))
                        .setContext(context(request.context()))
                        .setDryRun(request.dryRun());
        message.getActionBuilder()
                .setName(request.action().name())
                .addAllProperties(ValueMapping.fromObject(request.action().properties()));
        message.getResourceBuilder()
                .setType(request.resource().type())
                .setId(request.resource().id())
                .addAllProperties(ValueMapping.fromObject(request.resource().properties()));
        SnapshotVersion minimum = request.minSnapshot();
        if (minimum != null) {
            message.getMinSnapshotBuilder().setEpoch(minimum.epoch()).setSeq(minimum.seq());
        }
        return message.build();
    }

    private static dev.portcullis.proto.pdp.v1.Subject subject(Subject subject) {
        dev.portcullis.proto.pdp.v1.Subject.Builder message = dev.portcullis.proto.pdp.v1.Subject.newBuilder()
                .setType(subject.type())
                .setId(subject.id())
                .addAllProperties(ValueMapping.fromObject(subject.properties()));
        for (Subject.Actor actor : subject.actorChain()) {
            message.addActorChainBuilder().setType(actor.type()).setId(actor.id());
        }
        return message.build();
    }

    private static Context context(RequestContext context) {
        Context.Builder message = Context.newBuilder()
                .setPurpose(context.purpose())
                .setEnvironment(context.environment())
                .setRegion(context.region())
                .setNetworkZone(context.networkZone())
                .setAddress(context.address())
                .setRequestedTtlS(context.requestedTtlSeconds())
                .addAllRequestedScopes(context.requestedScopes())
                .addAllProperties(ValueMapping.fromObject(context.properties()));
        RequestContext.Task task = context.task();
        if (task != null) {
            message.getTaskBuilder().setType(task.type()).setId(task.id());
        }
        RequestContext.Session session = context.session();
        if (session != null) {
            message.getSessionBuilder()
                    .setId(session.id())
                    .setGrantedTo(session.grantedTo())
                    .setStepUpNs(session.stepUpNs());
        }
        RequestContext.Approval approval = context.approval();
        if (approval != null) {
            message.getApprovalBuilder()
                    .setId(approval.id())
                    .setApprovedUntil(approval.approvedUntil())
                    .setState(approval.state());
        }
        return message.build();
    }
}
