package dev.portcullis.pdp.decision;

import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.snapshot.secret.SecretShapes;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What may be kept of a request that is not valid: the names and ids that are valid by themselves. Everything else
/// might be a secret in the wrong place.
final class KnownParts {
    private KnownParts() {}

    static DecisionRequest of(DecisionRequest request, Limits.Request limits) {
        Subject subject = request.subject();
        Resource resource = request.resource();
        String type = RequestRules.SUBJECT_TYPES.contains(subject.type()) ? subject.type() : "";
        String action = RequestRules.ACTIONS.contains(request.action().name())
                ? request.action().name()
                : "";
        return new DecisionRequest(
                requestId(request.requestId()),
                new Subject(type, id(subject.id(), limits), RegoObject.empty(), List.of()),
                new Action(action, RegoObject.empty()),
                new Resource(
                        CanonicalId.isWord(resource.type())
                                        && fits(resource.type(), limits)
                                        && !SecretShapes.looksSecret(resource.type())
                                ? resource.type()
                                : "",
                        id(resource.id(), limits),
                        RegoObject.empty()),
                RequestContext.NONE,
                request.minSnapshot(),
                request.dryRun());
    }

    private static String requestId(String id) {
        boolean plain = !CanonicalId.hasControl(id) && !SecretShapes.looksSecret(id);
        return plain && id.getBytes(StandardCharsets.UTF_8).length <= 128 ? id : "";
    }

    private static String id(String id, Limits.Request limits) {
        return CanonicalId.matches(id) && fits(id, limits) && !SecretShapes.looksSecret(id) ? id : "";
    }

    private static boolean fits(String text, Limits.Request limits) {
        return text.length() <= limits.idLength();
    }
}
