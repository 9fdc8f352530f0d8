package dev.portcullis.rego.analysis;

import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoSet;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The values of terms that are known without evaluation.
final class ConstantTerms {
    private ConstantTerms() {}

    /// The value of a scalar or of a composite of constants; null for any other term.
    static @Nullable RegoValue value(Term term) {
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
                    Term.ArrayComprehension _,
                    Term.SetComprehension _,
                    Term.ObjectComprehension _,
                    Term.Call _,
                    Term.Template _ -> null;
        };
    }

    private static @Nullable RegoValue object(Term.ObjectLiteral literal) {
        RegoObject.Builder builder = RegoObject.builder();
        for (Term.Entry entry : literal.entries()) {
            RegoValue key = value(entry.key());
            RegoValue value = value(entry.value());
            if (key == null || value == null) {
                return null;
            }
            builder.put(key, value);
        }
        return builder.build();
    }

    private static @Nullable List<RegoValue> values(List<Term> terms) {
        List<RegoValue> values = new ArrayList<>();
        for (Term term : terms) {
            RegoValue value = value(term);
            if (value == null) {
                return null;
            }
            values.add(value);
        }
        return values;
    }

    /// The elements of an array or set, the values of an object; null for a scalar.
    static @Nullable List<RegoValue> members(RegoValue collection) {
        return switch (collection) {
            case RegoArray array -> array.toList();
            case RegoSet set -> set.toArray().toList();
            case RegoObject object -> {
                List<RegoValue> members = new ArrayList<>();
                for (int slot : object.sortedSlots()) {
                    members.add(object.value(slot));
                }
                yield members;
            }
            default -> null;
        };
    }

    /// What a collection holds at a key; null when it holds nothing there.
    static @Nullable RegoValue member(RegoValue collection, RegoValue key) {
        return switch (collection) {
            case RegoObject object -> object.get(key);
            case RegoSet set -> set.contains(key) ? key : null;
            case RegoArray array ->
                key instanceof dev.portcullis.rego.value.RegoNumber n
                                && n.isLong()
                                && n.longValue() >= 0
                                && n.longValue() < array.size()
                        ? array.get((int) n.longValue())
                        : null;
            default -> null;
        };
    }
}
