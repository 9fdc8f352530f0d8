package dev.portcullis.bridge.pdp;

import static dev.portcullis.bridge.pdp.UnaskableException.checked;

import dev.portcullis.proto.pdp.v1.Action;
import dev.portcullis.proto.pdp.v1.Actor;
import dev.portcullis.proto.pdp.v1.Context;
import dev.portcullis.proto.pdp.v1.DecisionRequest;
import dev.portcullis.proto.pdp.v1.Resource;
import dev.portcullis.proto.pdp.v1.Session;
import dev.portcullis.proto.pdp.v1.Subject;
import dev.portcullis.proto.pdp.v1.Task;

/// Questions to the wire.
final class QuestionMapping {
    private QuestionMapping() {}

    /// The message of a question.
    ///
    /// @param maxBytes longest message
    /// @throws UnaskableException when it is longer, or a text in it is not valid Unicode
    static DecisionRequest fromQuestion(Question question, int maxBytes) throws UnaskableException {
        DecisionRequest message = DecisionRequest.newBuilder()
                .setRequestId(checked(question.requestId()))
                .setSubject(subject(question.subject()))
                .setAction(Action.newBuilder()
                        .setName(checked(question.action().name()))
                        .addAllProperties(
                                PropertyMapping.fromProperties(question.action().properties())))
                .setResource(Resource.newBuilder()
                        .setType(checked(question.resource().type()))
                        .setId(checked(question.resource().id()))
                        .addAllProperties(PropertyMapping.fromProperties(
                                question.resource().properties())))
                .setContext(context(question.context()))
                .build();
        if (message.getSerializedSize() > maxBytes) {
            throw new UnaskableException(
                    "the question has " + message.getSerializedSize() + " bytes, allowed are " + maxBytes);
        }
        return message;
    }

    private static Subject subject(Question.Subject subject) throws UnaskableException {
        Subject.Builder message = Subject.newBuilder()
                .setType(checked(subject.type()))
                .setId(checked(subject.id()))
                .addAllProperties(PropertyMapping.fromProperties(subject.properties()));
        for (Question.Actor actor : subject.actorChain()) {
            message.addActorChain(
                    Actor.newBuilder().setType(checked(actor.type())).setId(checked(actor.id())));
        }
        return message.build();
    }

    private static Context context(Question.Context context) throws UnaskableException {
        Context.Builder message = Context.newBuilder()
                .setPurpose(checked(context.purpose()))
                .setEnvironment(checked(context.environment()))
                .setRegion(checked(context.region()))
                .setNetworkZone(checked(context.networkZone()))
                .setAddress(checked(context.address()))
                .setRequestedTtlS(context.requestedTtlSeconds())
                .addAllProperties(PropertyMapping.fromProperties(context.properties()));
        for (String scope : context.requestedScopes()) {
            message.addRequestedScopes(checked(scope));
        }
        Question.Task task = context.task();
        if (task != null) {
            message.setTask(Task.newBuilder().setType(checked(task.type())).setId(checked(task.id())));
        }
        Question.Session session = context.session();
        if (session != null) {
            message.setSession(Session.newBuilder()
                    .setId(checked(session.id()))
                    .setGrantedTo(checked(session.grantedTo()))
                    .setStepUpNs(session.stepUpNanos()));
        }
        return message.build();
    }
}
