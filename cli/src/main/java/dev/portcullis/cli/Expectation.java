package dev.portcullis.cli;

import dev.portcullis.cli.grpc.Answer;
import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoJson;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What an answer should be: exactly this effect, code and set of reasons, and exactly these types of obligations, each
/// with at least these properties.
///
/// @param reasonCode empty with `ALLOW`
/// @param obligations properties by type
record Expectation(String effect, String reasonCode, Set<String> reasons, Map<String, RegoObject> obligations) {
    private static final Set<String> KEYS = Set.of("effect", "reason_code", "reasons", "obligations");

    Expectation {
        reasons = Set.copyOf(reasons);
        obligations = Map.copyOf(obligations);
    }

    /// Reads `{"effect", "reason_code", "reasons": [], "obligations": {type: {}}}`; what is absent is empty, and the
    /// code
    /// of a denial is POLICY_DENY.
    ///
    /// @throws IllegalArgumentException when it has another shape
    static Expectation parse(RegoObject json) {
        for (int slot : json.sortedSlots()) {
            if (!KEYS.contains(plain(json.key(slot)))) {
                throw new IllegalArgumentException("unknown key `" + plain(json.key(slot))
                        + "`; known are effect, reason_code, reasons, obligations");
            }
        }
        String effect = text(json.get("effect"), "`effect` must be ALLOW or DENY");
        if (!effect.equals("ALLOW") && !effect.equals("DENY")) {
            throw new IllegalArgumentException("`effect` must be ALLOW or DENY, not `" + effect + "`");
        }
        RegoValue code = json.get("reason_code");
        String byDefault = effect.equals("ALLOW") ? "" : "POLICY_DENY";
        return new Expectation(
                effect,
                code == null ? byDefault : text(code, "`reason_code` must be a string"),
                reasons(json.get("reasons")),
                obligations(json.get("obligations")));
    }

    private static Set<String> reasons(@Nullable RegoValue json) {
        Set<String> reasons = new TreeSet<>();
        if (json != null) {
            if (!(json instanceof RegoArray array)) {
                throw new IllegalArgumentException("`reasons` must be an array of strings");
            }
            array.toList().forEach(each -> reasons.add(text(each, "`reasons` must be an array of strings")));
        }
        return reasons;
    }

    private static Map<String, RegoObject> obligations(@Nullable RegoValue json) {
        Map<String, RegoObject> obligations = new TreeMap<>();
        if (json != null) {
            if (!(json instanceof RegoObject object)) {
                throw new IllegalArgumentException("`obligations` must be an object of properties by type");
            }
            for (int slot : object.sortedSlots()) {
                if (!(object.value(slot) instanceof RegoObject properties)) {
                    throw new IllegalArgumentException("each of `obligations` must be an object of properties");
                }
                obligations.put(text(object.key(slot), "a type of obligation is a string"), properties);
            }
        }
        return obligations;
    }

    private static String text(@Nullable RegoValue json, String otherwise) {
        if (json instanceof RegoString text) {
            return text.value();
        }
        throw new IllegalArgumentException(otherwise);
    }

    /// How an answer differs, one sentence each; empty when it is as expected.
    List<String> differences(Answer answer) {
        List<String> differences = new ArrayList<>();
        compare(differences, "effect", effect, answer.effect());
        compare(differences, "reason code", reasonCode, answer.reasonCode());
        compare(differences, "reasons", new TreeSet<>(reasons).toString(), new TreeSet<>(answer.reasons()).toString());
        Map<String, RegoObject> given = new TreeMap<>();
        answer.obligations().forEach(each -> given.put(each.type(), each.properties()));
        compare(
                differences,
                "obligations",
                new TreeSet<>(obligations.keySet()).toString(),
                given.keySet().toString());
        new TreeMap<>(obligations).forEach((type, properties) -> {
            RegoObject actual = given.getOrDefault(type, RegoObject.empty());
            for (int slot : properties.sortedSlots()) {
                RegoValue value = actual.get(properties.key(slot));
                compare(
                        differences,
                        type + "." + plain(properties.key(slot)),
                        RegoJson.write(properties.value(slot)),
                        value == null ? "absent" : RegoJson.write(value));
            }
        });
        return differences;
    }

    private static String plain(RegoValue key) {
        return key instanceof RegoString text ? text.value() : RegoJson.write(key);
    }

    private static void compare(List<String> differences, String what, String expected, String actual) {
        if (!expected.equals(actual)) {
            differences.add(what + ": expected " + (expected.isEmpty() ? "none" : expected) + ", got "
                    + (actual.isEmpty() ? "none" : actual));
        }
    }
}
