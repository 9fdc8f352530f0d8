package dev.portcullis.rego.runtime;

import dev.portcullis.rego.eval.EvaluationException;
import dev.portcullis.rego.plan.Opcode;
import dev.portcullis.rego.plan.Plan;
import dev.portcullis.rego.plan.Statement;
import dev.portcullis.rego.source.Span;
import dev.portcullis.rego.value.RegoNull;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoSet;
import dev.portcullis.rego.value.RegoValue;
import org.jspecify.annotations.Nullable;

/// The statements that build values.
final class Building {
    private Building() {}

    /// Runs one such statement; false when it is undefined.
    static boolean step(Opcode opcode, Statement statement, Frame frame, Plan.Function running) {
        return switch (opcode) {
            case ARRAY_APPEND -> append((Statement.ArrayAppend) statement, frame);
            case SET_ADD -> add((Statement.SetAdd) statement, frame);
            case OBJECT_INSERT -> insert((Statement.ObjectInsert) statement, frame);
            case OBJECT_INSERT_ONCE -> insertOnce((Statement.ObjectInsertOnce) statement, frame);
            case OBJECT_MERGE -> merge((Statement.ObjectMerge) statement, frame);
            case INSERT_AT -> insertAt((Statement.InsertAt) statement, frame, running);
            default -> {
                start(opcode, statement, frame);
                yield true;
            }
        };
    }

    private static void start(Opcode opcode, Statement statement, Frame frame) {
        switch (opcode) {
            case MAKE_ARRAY -> {
                Statement.MakeArray s = (Statement.MakeArray) statement;
                frame.start(s.target(), new Construction.OfArray(s.capacity()));
            }
            case MAKE_OBJECT -> frame.start(((Statement.MakeObject) statement).target(), new Construction.OfObject());
            case MAKE_SET ->
                frame.start(((Statement.MakeSet) statement).target(), new Construction.OfSet(RegoSet.builder()));
            case MAKE_NULL -> frame.set(((Statement.MakeNull) statement).target(), RegoNull.NULL_VALUE);
            case MAKE_NUMBER_INT -> {
                Statement.MakeNumberInt s = (Statement.MakeNumberInt) statement;
                frame.set(s.target(), RegoNumber.of(s.value()));
            }
            case MAKE_NUMBER_REF -> {
                Statement.MakeNumberRef s = (Statement.MakeNumberRef) statement;
                frame.set(s.target(), frame.value(s.constant()));
            }
            default -> throw new AssertionError("BUG: not a building statement: " + opcode);
        }
    }

    private static boolean append(Statement.ArrayAppend s, Frame frame) {
        RegoValue value = frame.value(s.value());
        if (value != null) {
            frame.array(s.array()).elements().add(value);
        }
        return value != null;
    }

    private static boolean add(Statement.SetAdd s, Frame frame) {
        RegoValue value = frame.value(s.value());
        if (value != null) {
            frame.set(s.set()).builder().add(value);
        }
        return value != null;
    }

    private static boolean insert(Statement.ObjectInsert s, Frame frame) {
        RegoValue key = frame.value(s.key());
        RegoValue value = frame.value(s.value());
        if (key == null || value == null) {
            return false;
        }
        frame.object(s.object()).put(key, value);
        return true;
    }

    private static boolean merge(Statement.ObjectMerge s, Frame frame) {
        RegoValue merged = merged(frame.value(s.left()), frame.value(s.right()));
        frame.set(s.target(), merged);
        return merged != null;
    }

    private static boolean insertOnce(Statement.ObjectInsertOnce s, Frame frame) {
        RegoValue key = frame.value(s.key());
        RegoValue value = frame.value(s.value());
        if (key == null || value == null) {
            return false;
        }
        Construction.OfObject object = frame.object(s.object());
        RegoValue present = object.get(key);
        if (present == null) {
            object.put(key, value);
        } else if (!present.equals(value)) {
            throw new EvaluationException(EvaluationException.Code.CONFLICT, s.span(), "object keys must be unique");
        }
        return true;
    }

    private static boolean insertAt(Statement.InsertAt s, Frame frame, Plan.Function running) {
        RegoValue[] path = new RegoValue[s.path().length];
        for (int i = 0; i < path.length; i++) {
            RegoValue key = frame.value(s.path()[i]);
            if (key == null) {
                return false;
            }
            path[i] = key;
        }
        RegoValue value = frame.value(s.value());
        if (value == null) {
            return false;
        }
        if (!frame.object(s.object()).insert(path, 0, value, s.asElement())) {
            throw conflict(running, s.span());
        }
        return true;
    }

    static EvaluationException conflict(Plan.Function running, Span span) {
        boolean function = running.parameters() > Plan.FIRST_FREE;
        String message = function
                ? "function " + running.path() + " produced conflicting values for the same inputs"
                : "rule " + running.path() + " produced conflicting values";
        return new EvaluationException(EvaluationException.Code.CONFLICT, span, message);
    }

    /// Both objects' entries; where both have a key, objects merge and otherwise the left wins.
    private static @Nullable RegoValue merged(@Nullable RegoValue left, @Nullable RegoValue right) {
        if (!(left instanceof RegoObject a)) {
            return left;
        }
        if (!(right instanceof RegoObject b)) {
            return right == null ? null : left;
        }
        RegoObject.Builder merged = RegoObject.builder();
        for (int slot = 0; slot < b.size(); slot++) {
            merged.put(b.key(slot), b.value(slot));
        }
        for (int slot = 0; slot < a.size(); slot++) {
            RegoValue key = a.key(slot);
            RegoValue other = merged.get(key);
            RegoValue value = other == null ? a.value(slot) : merged(a.value(slot), other);
            if (value != null) {
                merged.put(key, value);
            }
        }
        return merged.build();
    }
}
