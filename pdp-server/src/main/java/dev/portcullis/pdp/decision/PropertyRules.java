package dev.portcullis.pdp.decision;

import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoBoolean;
import dev.portcullis.rego.value.RegoNull;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoSet;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import dev.portcullis.snapshot.secret.SecretShapes;
import java.util.Set;

/// The rules for the open-ended parts of a request: bounded, without secret-looking names, and not in the way of
/// the
/// typed parts.
final class PropertyRules {
    private static final Set<String> CONTEXT_NAMES = Set.of(
            "purpose",
            "task",
            "session",
            "environment",
            "region",
            "network_zone",
            "address",
            "requested_ttl_s",
            "requested_scopes",
            "approval");

    private final Limits.Request limits;

    PropertyRules(Limits.Request limits) {
        this.limits = limits;
    }

    void check(DecisionRequest request) throws RequestInvalidException {
        RegoObject context = request.context().properties();
        for (int slot = 0, n = context.size(); slot < n; slot++) {
            if (context.key(slot) instanceof RegoString name && CONTEXT_NAMES.contains(name.value())) {
                throw new RequestInvalidException(
                        "`context.properties` has `" + name.value() + "`, which is a field of `context`");
            }
        }
        credential(request.subject().properties());
        Count count = new Count();
        count.check("subject.properties", request.subject().properties(), 1);
        count.check("action.properties", request.action().properties(), 1);
        count.check("resource.properties", request.resource().properties(), 1);
        count.check("context.properties", context, 1);
    }

    /// The one property with a meaning of its own: an id, so that nobody puts the credential itself there.
    private static void credential(RegoObject properties) throws RequestInvalidException {
        RegoValue credential = properties.get("credential");
        if (credential != null && !(credential instanceof RegoString id && CanonicalId.matches(id.value()))) {
            throw new RequestInvalidException(
                    "`subject.properties.credential` is not a canonical id `system:type:path`");
        }
    }

    /// A walk over all properties of one request.
    private final class Count {
        private int values;

        private void check(String what, RegoValue value, int depth) throws RequestInvalidException {
            values++;
            if (values > limits.propertyValues()) {
                throw new RequestInvalidException(
                        "the properties have more than " + limits.propertyValues() + " values");
            }
            if (depth > limits.depth()) {
                throw new RequestInvalidException("`" + what + "` is nested deeper than " + limits.depth());
            }
            switch (value) {
                case RegoNull _, RegoBoolean _, RegoNumber _ -> {}
                case RegoString text -> length(what, text);
                case RegoArray array -> checkAll(what, array, depth);
                case RegoSet set -> checkAll(what, set.toArray(), depth);
                case RegoObject object -> checkEntries(what, object, depth);
            }
        }

        private void checkAll(String what, RegoArray array, int depth) throws RequestInvalidException {
            for (int i = 0, n = array.size(); i < n; i++) {
                check(what, array.get(i), depth + 1);
            }
        }

        private void checkEntries(String what, RegoObject object, int depth) throws RequestInvalidException {
            for (int slot = 0, n = object.size(); slot < n; slot++) {
                if (object.key(slot) instanceof RegoString name) {
                    length(what, name);
                    if (SecretShapes.isName(name.value())) {
                        throw new RequestInvalidException("`" + what + "` has a property named `" + name.value()
                                + "`, under which secrets travel");
                    }
                }
                check(what, object.value(slot), depth + 1);
            }
        }

        private void length(String what, RegoString text) throws RequestInvalidException {
            if (text.value().length() * 3L > limits.textBytes() && text.utf8().length > limits.textBytes()) {
                throw new RequestInvalidException(
                        "`" + what + "` has a text longer than " + limits.textBytes() + " bytes");
            }
            if (SecretShapes.looksSecret(text.value())) {
                throw new RequestInvalidException("`" + what + "` holds what looks like a secret");
            }
        }
    }
}
