package dev.portcullis.pdp.decision;

import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoBoolean;
import dev.portcullis.rego.value.RegoNull;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoSet;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;

/// Copies of values that outlive the lease on the facts they came from.
public final class DetachedValue {
    private DetachedValue() {}

    /// An equal value that is a view of nothing.
    public static RegoValue copyOf(RegoValue value) {
        return switch (value) {
            case RegoNull _, RegoBoolean _, RegoNumber _, RegoString _ -> value;
            case RegoArray array -> copyOfArray(array);
            case RegoSet set -> copyOfSet(set);
            case RegoObject object -> copyOfObject(object);
        };
    }

    private static RegoArray copyOfArray(RegoArray array) {
        RegoValue[] elements = new RegoValue[array.size()];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = copyOf(array.get(i));
        }
        return RegoArray.of(elements);
    }

    private static RegoSet copyOfSet(RegoSet set) {
        RegoSet.Builder copy = RegoSet.builder();
        for (int slot = 0, n = set.size(); slot < n; slot++) {
            copy.add(copyOf(set.element(slot)));
        }
        return copy.build();
    }

    private static RegoObject copyOfObject(RegoObject object) {
        RegoObject.Builder copy = RegoObject.builder();
        for (int slot = 0, n = object.size(); slot < n; slot++) {
            copy.put(copyOf(object.key(slot)), copyOf(object.value(slot)));
        }
        return copy.build();
    }
}
