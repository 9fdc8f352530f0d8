package dev.portcullis.pdp.decision;

import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoSet;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// The verdict on a defined value, written as plainly as possible: the oracle of [VerdictTest]. It shares no code
/// with
/// [Verdict].
final class Reference {
    private static final Set<String> OBLIGATIONS = Set.of(
            "max_ttl",
            "session_policy",
            "session_tags",
            "scopes",
            "wrap",
            "num_uses",
            "bound_cidrs",
            "notify",
            "approval",
            "step_up");

    private Reference() {}

    static String verdict(RegoValue value) {
        boolean wellFormed = value instanceof RegoObject answer
                && only(answer, "effect", "reasons", "obligations", "labels")
                && (isText(answer, "effect", "ALLOW") || isText(answer, "effect", "DENY"))
                && each(answer, "reasons", reason -> reason instanceof RegoString)
                && each(answer, "obligations", Reference::isObligation)
                && isAbsentOrObject(answer, "labels");
        if (!wellFormed) {
            return "RESULT_MALFORMED";
        }
        return isText((RegoObject) value, "effect", "ALLOW") ? "ALLOW" : "POLICY_DENY";
    }

    private static boolean isObligation(RegoValue value) {
        return value instanceof RegoObject obligation
                && only(obligation, "type", "properties")
                && obligation.get("type") instanceof RegoString type
                && OBLIGATIONS.contains(type.value())
                && isAbsentOrObject(obligation, "properties");
    }

    private static boolean only(RegoObject object, String... keys) {
        long known =
                List.of(keys).stream().filter(key -> object.get(key) != null).count();
        return known == object.size();
    }

    private static boolean isText(RegoObject object, String key, String text) {
        return object.get(key) instanceof RegoString found && found.value().equals(text);
    }

    private static boolean isAbsentOrObject(RegoObject object, String key) {
        return object.get(key) == null || object.get(key) instanceof RegoObject;
    }

    private static boolean each(RegoObject object, String key, Predicate<RegoValue> holds) {
        RegoValue value = object.get(key);
        if (value == null) {
            return true;
        }
        return switch (value) {
            case RegoArray array -> array.toList().stream().allMatch(holds);
            case RegoSet set -> set.toArray().toList().stream().allMatch(holds);
            case RegoValue _ -> false;
        };
    }
}
