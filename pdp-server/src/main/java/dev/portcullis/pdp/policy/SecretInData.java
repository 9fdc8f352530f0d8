package dev.portcullis.pdp.policy;

import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import dev.portcullis.snapshot.secret.SecretShapes;
import java.util.Optional;

/// Looks for secrets in the data of bundles: a policy could copy what it finds there into an answer, and from there it
/// would get into every log.
final class SecretInData {
    private SecretInData() {}

    /// Where the first one stands, such as `settings.owner`; what itself looks like a secret in it is `?`.
    static Optional<String> find(RegoValue value) {
        return find("data", value);
    }

    private static Optional<String> find(String place, RegoValue value) {
        return switch (value) {
            case RegoString text when SecretShapes.looksSecret(text.value()) -> Optional.of(place);
            case RegoArray array -> {
                Optional<String> found = Optional.empty();
                for (int i = 0, n = array.size(); i < n && found.isEmpty(); i++) {
                    found = find(place + "[" + i + "]", array.get(i));
                }
                yield found;
            }
            case RegoObject object -> {
                Optional<String> found = Optional.empty();
                for (int slot = 0, n = object.size(); slot < n && found.isEmpty(); slot++) {
                    found = entry(place, object.key(slot), object.value(slot));
                }
                yield found;
            }
            default -> Optional.empty();
        };
    }

    private static Optional<String> entry(String place, RegoValue key, RegoValue value) {
        String name = key instanceof RegoString text ? text.value() : "";
        return SecretShapes.looksSecret(name) ? Optional.of(place + ".?") : find(place + "." + name, value);
    }
}
