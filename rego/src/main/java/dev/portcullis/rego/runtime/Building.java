package dev.portcullis.rego.runtime;

import dev.portcullis.rego.eval.EvaluationException;
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
    static boolean step(Statement statement, Frame frame, Plan.Function running) {
        switch (statement) {
            case Statement.MakeArray s -> frame.start(s.target(), new Construction.OfArray(s.capacity()));
            case Statement.MakeObject s -> frame.start(s.target(), new Construction.OfObject());
            case Statement.MakeSet s -> frame.start(s.target(), new Construction.OfSet(RegoSet.builder()));
            case Statement.MakeNull s -> frame.set(s.target(), RegoNull.NULL_VALUE);
            case Statement.MakeNumberInt s -> frame.set(s.target(), RegoNumber.of(s.value()));
            case Statement.MakeNumberRef s -> frame.set(s.target(), frame.value(s.constant()));
            case Statement.ArrayAppend s -> {
                RegoValue value = frame.value(s.value());
                if (value == null) {
                    return false;
                }
                frame.array(s.array()).elements().add(value);
            }
            case Statement.SetAdd s -> {
                RegoValue value = frame.value(s.value());
                if (value == null) {
                    return false;
                }
                frame.set(s.set()).builder().add(value);
            }
            case Statement.ObjectInsert s -> {
                RegoValue key = frame.value(s.key());
                RegoValue value = frame.value(s.value());
                if (key == null || value == null) {
                    return false;
                }
                frame.object(s.object()).put(key, value);
            }
            case Statement.ObjectInsertOnce s -> {
                return insertOnce(s, frame);
            }
            case Statement.ObjectMerge s -> {
                RegoValue left = frame.value(s.left());
                RegoValue right = frame.value(s.right());
                RegoValue merged = merged(left, right);
                frame.set(s.target(), merged);
                return merged != null;
            }
            case Statement.InsertAt s -> {
                return insertAt(s, frame, running);
            }
            default -> throw new AssertionError("BUG: not a building statement");
        }
        return true;
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
