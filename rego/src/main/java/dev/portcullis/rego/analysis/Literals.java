package dev.portcullis.rego.analysis;

import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoSet;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Terms that are values already: scalars, and composites of nothing else.
public final class Literals {
    private Literals() {}

    /// The value of a constant term, or null when the term must be evaluated.
    public static @Nullable RegoValue value(Term term) {
        return switch (term) {
            case Term.Scalar s -> s.value();
            case Term.ArrayLiteral a -> {
                List<RegoValue> elements = values(a.elements());
                yield elements == null ? null : RegoArray.copyOf(elements);
            }
            case Term.SetLiteral s -> {
                List<RegoValue> elements = values(s.elements());
                yield elements == null ? null : RegoSet.copyOf(elements);
            }
            case Term.ObjectLiteral o -> object(o);
            case Term.Var _,
                    Term.Ref _,
                    Term.Call _,
                    Term.Template _,
                    Term.ArrayComprehension _,
                    Term.SetComprehension _,
                    Term.ObjectComprehension _ -> null;
        };
    }

    private static @Nullable List<RegoValue> values(List<Term> terms) {
        List<RegoValue> values = new ArrayList<>(terms.size());
        for (Term term : terms) {
            RegoValue value = value(term);
            if (value == null) {
                return null;
            }
            values.add(value);
        }
        return values;
    }

    /// The entries of an object literal: of those with one constant key the last, as in OPA's parser. Keys that are not
    /// constant are compared by evaluation, where a repeated one is a conflict.
    public static List<Term.Entry> entries(Term.ObjectLiteral literal) {
        Map<Object, Term.Entry> entries = new LinkedHashMap<>();
        for (Term.Entry entry : literal.entries()) {
            RegoValue key = value(entry.key());
            entries.put(key == null ? entry : key, entry);
        }
        return List.copyOf(entries.values());
    }

    private static @Nullable RegoValue object(Term.ObjectLiteral literal) {
        RegoObject.Builder object = RegoObject.builder();
        for (Term.Entry entry : literal.entries()) {
            RegoValue key = value(entry.key());
            RegoValue value = value(entry.value());
            if (key == null || value == null) {
                return null;
            }
            object.put(key, value);
        }
        return object.build();
    }
}
