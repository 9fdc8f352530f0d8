package dev.portcullis.conformance.scenario;

import dev.portcullis.cli.grpc.Answer;
import dev.portcullis.pdp.decision.Decision;
import dev.portcullis.pdp.decision.Enforcement;
import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What of an answer is not as a scenario says, a sentence each.
final class Comparison {
    private final List<String> differences = new ArrayList<>();

    private Comparison() {}

    /// An answer against what a scenario says.
    static List<String> of(Scenario.Then expected, Answer answer) {
        Comparison comparison = new Comparison();
        comparison.same("effect", expected.effect(), answer.effect());
        comparison.same("reason code", expected.effect().equals("DENY") ? "POLICY_DENY" : "", answer.reasonCode());
        comparison.same("reasons", expected.reasons(), answer.reasons());
        comparison.same("notified", expected.notified(), notified(answer));
        comparison.same("labels", expected.labels(), answer.labels());
        comparison.matches("obligations", expected.obligations(), obligations(answer));
        return comparison.differences;
    }

    /// Two answers to the same question: all but names, times and places.
    static List<String> of(Answer one, Answer other) {
        Comparison comparison = new Comparison();
        comparison.same("effect", one.effect(), other.effect());
        comparison.same("reason code", one.reasonCode(), other.reasonCode());
        comparison.same("reasons", one.reasons(), other.reasons());
        comparison.same("labels", one.labels(), other.labels());
        comparison.same("obligations", one.obligations(), other.obligations());
        return comparison.differences;
    }

    /// Whether an answer binds.
    static List<String> enforcement(Enforcement expected, Answer answer) {
        Comparison comparison = new Comparison();
        comparison.same("enforcement", expected.name(), answer.enforcement());
        return comparison.differences;
    }

    /// An answer against what the log says of it.
    static List<String> ofRecord(Answer answer, Decision recorded) {
        Comparison comparison = new Comparison();
        comparison.same(
                "recorded effect", answer.effect(), recorded.verdict().effect().name());
        comparison.same("recorded reasons", answer.reasons(), recorded.verdict().reasons());
        comparison.same(
                "recorded enforcement",
                answer.enforcement(),
                recorded.enforcement().name());
        return comparison.differences;
    }

    /// A denial with a code.
    static List<String> denied(String code, Answer answer) {
        Comparison comparison = new Comparison();
        comparison.same("effect", "DENY", answer.effect());
        comparison.same("reason code", code, answer.reasonCode());
        return comparison.differences;
    }

    /// A denial of the policy with this reason among others.
    static List<String> deniedBecauseOf(String reason, Answer answer) {
        List<String> differences = new ArrayList<>(denied("POLICY_DENY", answer));
        if (!answer.reasons().contains(reason)) {
            differences.add("reasons " + answer.reasons() + " lack `" + reason + "`");
        }
        return differences;
    }

    /// The input of a decision against what a scenario says about it.
    static List<String> ofInput(Scenario.Then expected, RegoObject input) {
        Comparison comparison = new Comparison();
        expected.input().forEach((path, value) -> {
            Optional<RegoValue> actual = Optional.ofNullable(at(input, path));
            if (value.isPresent() && actual.isPresent()) {
                comparison.matches("input." + path, value.get(), actual.get());
            } else {
                comparison.same("input." + path, value, actual);
            }
        });
        return comparison.differences;
    }

    static @Nullable RegoValue at(RegoObject input, String path) {
        RegoValue value = input;
        for (String key : path.split("\\.", -1)) {
            value = switch (value) {
                case RegoArray array when key.equals("#") -> RegoNumber.of(array.size());
                case RegoArray array
                when key.matches("[0-9]+") && Integer.parseInt(key) < array.size() -> array.get(Integer.parseInt(key));
                case RegoObject object -> object.get(key);
                case null, default -> null;
            };
        }
        return value;
    }

    private void same(String what, Object expected, Object actual) {
        if (!expected.equals(actual)) {
            differences.add(what + ": expected " + expected + ", got " + actual);
        }
    }

    private void matches(String what, RegoValue expected, RegoValue actual) {
        if (!matches(expected, actual)) {
            differences.add(what + ": expected " + expected + ", got " + actual);
        }
    }

    private static boolean matches(RegoValue expected, @Nullable RegoValue actual) {
        return switch (expected) {
            case RegoString any
            when any.value().equals("*") ->
                actual instanceof RegoString text && !text.value().isEmpty();
            case RegoObject wanted ->
                actual instanceof RegoObject object
                        && object.size() == wanted.size()
                        && allSlots(wanted, slot -> matches(wanted.value(slot), object.get(wanted.key(slot))));
            default -> actual != null && expected.equals(actual);
        };
    }

    private static boolean allSlots(RegoObject object, Predicate<Integer> holds) {
        for (int slot = 0; slot < object.size(); slot++) {
            if (!holds.test(slot)) {
                return false;
            }
        }
        return true;
    }

    private static List<String> notified(Answer answer) {
        for (Answer.Obligation obligation : answer.obligations()) {
            if (obligation.type().equals("notify") && obligation.properties().get("to") instanceof RegoArray to) {
                return to.toList().stream().map(Fields::text).toList();
            }
        }
        return List.of();
    }

    private static RegoObject obligations(Answer answer) {
        RegoObject.Builder others = RegoObject.builder();
        for (Answer.Obligation obligation : answer.obligations()) {
            if (!obligation.type().equals("notify")) {
                others.put(obligation.type(), obligation.properties());
            }
        }
        return others.build();
    }
}
