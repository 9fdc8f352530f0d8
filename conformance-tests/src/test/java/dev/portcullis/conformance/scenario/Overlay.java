package dev.portcullis.conformance.scenario;

import dev.portcullis.rego.value.RegoObject;

/// One object laid over another.
final class Overlay {
    private Overlay() {}

    /// All keys of both; where both have one, that of `upper`.
    static RegoObject of(RegoObject lower, RegoObject upper) {
        RegoObject.Builder both = RegoObject.builder();
        for (RegoObject each : new RegoObject[] {lower, upper}) {
            for (int slot = 0; slot < each.size(); slot++) {
                both.put(each.key(slot), each.value(slot));
            }
        }
        return both.build();
    }
}
