package dev.portcullis.rego.analysis;

import dev.portcullis.rego.ast.Body;
import dev.portcullis.rego.ast.Expression;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Variables of a flat body that range over a few constants, such as `x` in `x = ["a", "b"][_]`, and what refs through
/// them can look at.
final class KnownValues {
    /// More values than this are not followed.
    private static final int LIMIT = 64;

    private final Map<String, Binding> bindings = new HashMap<>();

    private record Binding(int index, String name, List<RegoValue> values) {}

    KnownValues(Body body) {
        Map<String, List<RegoValue>> known = new HashMap<>();
        for (int i = 0; i < body.expressions().size(); i++) {
            Term.Call call = equality(body.expressions().get(i));
            if (call == null) {
                continue;
            }
            Binding binding =
                    binding(i, call.arguments().get(0), call.arguments().get(1), known);
            if (binding == null) {
                binding = binding(i, call.arguments().get(1), call.arguments().get(0), known);
            }
            if (binding != null && known.putIfAbsent(binding.name(), binding.values()) == null) {
                bindings.put(binding.name(), binding);
            }
        }
    }

    /// The unification that an expression is when nothing is replaced during it; otherwise null.
    static Term.@Nullable Call equality(Expression expression) {
        return expression instanceof Expression.Holds holds
                        && holds.withs().isEmpty()
                        && holds.term() instanceof Term.Call call
                        && (Names.isCalled(call, "eq") || Names.isAssignmentCall(call))
                        && call.arguments().size() == 2
                ? call
                : null;
    }

    private static @Nullable Binding binding(int index, Term variable, Term value, Map<String, List<RegoValue>> known) {
        List<RegoValue> values = variable instanceof Term.Var ? values(value, known) : null;
        return values != null && variable instanceof Term.Var named ? new Binding(index, named.name(), values) : null;
    }

    private static @Nullable List<RegoValue> values(Term term, Map<String, List<RegoValue>> known) {
        return switch (term) {
            case Term.Var v -> known.get(v.name());
            case Term.Ref r -> looked(r, known);
            default -> {
                RegoValue value = Literals.value(term);
                yield value == null ? null : List.of(value);
            }
        };
    }

    private static @Nullable List<RegoValue> looked(Term.Ref ref, Map<String, List<RegoValue>> known) {
        List<RegoValue> values = values(ref.head(), known);
        for (Term part : ref.path()) {
            if (values == null) {
                return null;
            }
            values = next(values, Literals.value(part));
        }
        return values;
    }

    private static @Nullable List<RegoValue> next(List<RegoValue> values, @Nullable RegoValue key) {
        List<RegoValue> next = new ArrayList<>();
        for (RegoValue value : values) {
            if (key == null) {
                List<RegoValue> members = ConstantTerms.members(value);
                if (members == null) {
                    return null;
                }
                next.addAll(members);
            } else {
                RegoValue member = ConstantTerms.member(value, key);
                if (member != null) {
                    next.add(member);
                }
            }
        }
        return next.size() > LIMIT ? null : next;
    }

    /// The refs that a ref in the expression at `index` can be, with variables replaced by their values; itself when
    /// nothing is known.
    List<Term.Ref> expanded(Term.Ref ref, int index) {
        Map<String, List<RegoValue>> known = new HashMap<>();
        VariableScan.all(ref.path()).forEach(name -> {
            Binding binding = bindings.get(name);
            if (binding != null && binding.index() < index) {
                known.put(name, binding.values());
            }
        });
        List<Term.Ref> refs = List.of(ref);
        for (int i = 0; i < ref.path().size(); i++) {
            Term part = ref.path().get(i);
            List<RegoValue> values = Literals.value(part) == null ? values(part, known) : null;
            if (values != null && !values.isEmpty() && refs.size() * values.size() <= LIMIT) {
                refs = replaced(refs, i, values);
            }
        }
        return refs;
    }

    private static List<Term.Ref> replaced(List<Term.Ref> refs, int place, List<RegoValue> values) {
        List<Term.Ref> replaced = new ArrayList<>();
        for (Term.Ref ref : refs) {
            for (RegoValue value : values) {
                List<Term> path = new ArrayList<>(ref.path());
                path.set(place, new Term.Scalar(path.get(place).span(), value));
                replaced.add(new Term.Ref(ref.span(), ref.head(), path));
            }
        }
        return replaced;
    }
}
