package dev.portcullis.pdp.decision;

import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoSet;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What an entrypoint's value says, read strictly: `{"effect", "reasons", "obligations", "labels"}`, of which only
/// `effect` must be there. A key or type that is not known makes the answer malformed, since a misspelt obligation
/// would
/// otherwise be one that nobody meets.
sealed interface PolicyAnswer {
    /// A well-formed answer, detached from the facts it may have been a view of.
    record Answer(Effect effect, List<String> reasons, List<Obligation> obligations, RegoObject labels)
            implements PolicyAnswer {}

    /// Anything else.
    ///
    /// @param message what is wrong with it
    record Malformed(String message) implements PolicyAnswer {}

    /// Reads any value.
    static PolicyAnswer read(RegoValue value) {
        try {
            return Reader.answer(value);
        } catch (ShapeException wrong) {
            return new Malformed(wrong.text);
        }
    }

    /// The reader behind [PolicyAnswer#read]; leaves by [ShapeException] at the first thing wrong.
    final class Reader {
        private static final List<String> ANSWER_KEYS = List.of("effect", "labels", "obligations", "reasons");
        private static final List<String> OBLIGATION_KEYS = List.of("properties", "type");
        private static final int MAX_ITEMS = 256;
        private static final Map<String, Obligation.Type> TYPES = types();

        private Reader() {}

        private static Answer answer(RegoValue value) throws ShapeException {
            RegoObject object = object(value, "the decision", ANSWER_KEYS);
            return new Answer(
                    effect(object.get("effect")),
                    reasons(object.get("reasons")),
                    obligations(object.get("obligations")),
                    properties(object.get("labels"), "`labels`"));
        }

        private static Effect effect(@Nullable RegoValue value) throws ShapeException {
            return switch (text(value, "`effect`")) {
                case "ALLOW" -> Effect.ALLOW;
                case "DENY" -> Effect.DENY;
                default -> throw new ShapeException("`effect` is neither `ALLOW` nor `DENY`");
            };
        }

        private static List<String> reasons(@Nullable RegoValue value) throws ShapeException {
            TreeSet<String> sorted = new TreeSet<>();
            for (RegoValue reason : items(value, "`reasons`")) {
                sorted.add(text(reason, "a reason"));
            }
            return List.copyOf(sorted);
        }

        private static List<Obligation> obligations(@Nullable RegoValue value) throws ShapeException {
            List<Obligation> obligations = new ArrayList<>();
            for (RegoValue item : items(value, "`obligations`")) {
                RegoObject object = object(item, "an obligation", OBLIGATION_KEYS);
                Obligation.Type type = TYPES.get(text(object.get("type"), "an obligation's `type`"));
                if (type == null) {
                    throw new ShapeException("an obligation's `type` is none of " + TYPES.keySet());
                }
                obligations.add(
                        new Obligation(type, properties(object.get("properties"), "an obligation's `properties`")));
            }
            return obligations;
        }

        private static List<RegoValue> items(@Nullable RegoValue value, String what) throws ShapeException {
            List<RegoValue> items = switch (value) {
                case null -> List.of();
                case RegoArray array -> array.toList();
                case RegoSet set -> set.toArray().toList();
                case RegoValue other -> throw new ShapeException(what + " is a " + other.typeName());
            };
            if (items.size() > MAX_ITEMS) {
                throw new ShapeException(what + " has " + items.size() + " items, allowed are " + MAX_ITEMS);
            }
            return items;
        }

        private static RegoObject properties(@Nullable RegoValue value, String what) throws ShapeException {
            if (value == null) {
                return RegoObject.empty();
            }
            if (!(value instanceof RegoObject object)) {
                throw new ShapeException(what + " is a " + value.typeName() + ", not an object");
            }
            for (int slot = 0, n = object.size(); slot < n; slot++) {
                if (!(object.key(slot) instanceof RegoString)) {
                    throw new ShapeException(what + " has a key that is not a string");
                }
            }
            return (RegoObject) DetachedValue.copyOf(object);
        }

        private static RegoObject object(RegoValue value, String what, List<String> keys) throws ShapeException {
            if (!(value instanceof RegoObject object)) {
                throw new ShapeException(what + " is a " + value.typeName() + ", not an object");
            }
            for (int slot = 0, n = object.size(); slot < n; slot++) {
                if (!(object.key(slot) instanceof RegoString key) || !keys.contains(key.value())) {
                    throw new ShapeException(what + " has a key other than " + keys);
                }
            }
            return object;
        }

        private static String text(@Nullable RegoValue value, String what) throws ShapeException {
            return switch (value) {
                case null -> throw new ShapeException(what + " is missing");
                case RegoString text -> text.value();
                case RegoValue other -> throw new ShapeException(what + " is a " + other.typeName() + ", not a string");
            };
        }

        private static Map<String, Obligation.Type> types() {
            Map<String, Obligation.Type> types = new java.util.TreeMap<>();
            for (Obligation.Type type : Obligation.Type.values()) {
                types.put(type.text(), type);
            }
            return types;
        }
    }

    /// Ends the reading of a value that has not the shape of a decision.
    final class ShapeException extends Exception {
        private static final long serialVersionUID = 1L;
        private final String text;

        private ShapeException(String text) {
            super(text, null, false, false);
            this.text = text;
        }
    }
}
