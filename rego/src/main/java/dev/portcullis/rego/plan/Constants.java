package dev.portcullis.rego.plan;

import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The constant pool of a plan: equal constants that also read alike (`1` and `1.0` do not) are stored once.
final class Constants {
    private final List<RegoValue> values = new ArrayList<>();
    private final Map<Object, Integer> places = new HashMap<>();

    /// The operand that names the value.
    int operand(RegoValue value) {
        Object identity = value instanceof RegoNumber number ? number.text() : value;
        return ~places.computeIfAbsent(identity, _ -> {
            values.add(named(value));
            return values.size() - 1;
        });
    }

    /// Most strings of a policy are keys.
    private static RegoValue named(RegoValue value) {
        return value instanceof RegoString text && text.isValidUtf8() ? RegoString.name(text.value()) : value;
    }

    RegoValue value(int operand) {
        return values.get(~operand);
    }

    List<RegoValue> values() {
        return values;
    }
}
