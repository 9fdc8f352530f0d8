package dev.portcullis.rego.analysis;

import dev.portcullis.rego.ast.Expression;
import dev.portcullis.rego.ast.Rule;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.builtin.Declaration;
import dev.portcullis.rego.builtin.Declarations;
import dev.portcullis.rego.value.RegoText;
import dev.portcullis.rego.value.RegoValue;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where the variables of a ref get their values: from the rule's head or the expressions before the ref.
final class Origins {
    /// Of larger collections only the size is told.
    private static final int MEMBERS = 5;

    private final Rule rule;
    private final Map<String, Term> bindings = new HashMap<>();
    private final Map<String, String> computed = new HashMap<>();
    private final Set<String> keys = new HashSet<>();
    private final Set<String> arguments = new HashSet<>();

    Origins(RuleGraph.Choice choice) {
        this.rule = choice.from();
        List<Expression> before = rule.body()
                .expressions()
                .subList(0, Math.min(choice.index(), rule.body().expressions().size()));
        before.forEach(this::take);
        Rule.Head head = rule.head();
        head.ref().path().forEach(part -> name(part, keys));
        if (head.key() != null) {
            name(head.key(), keys);
        }
        if (head.arguments() != null) {
            head.arguments().forEach(argument -> name(argument, arguments));
        }
    }

    private static void name(Term term, Set<String> into) {
        if (term instanceof Term.Var variable) {
            into.add(variable.name());
        }
    }

    private void take(Expression expression) {
        Term.Call equality = KnownValues.equality(expression);
        if (equality != null) {
            Term left = equality.arguments().get(0);
            Term right = equality.arguments().get(1);
            if (left instanceof Term.Var variable) {
                bindings.putIfAbsent(variable.name(), right);
            }
            if (right instanceof Term.Var variable) {
                bindings.putIfAbsent(variable.name(), left);
            }
        } else if (expression instanceof Expression.Holds holds
                && holds.withs().isEmpty()
                && holds.term() instanceof Term.Call call) {
            Declaration declaration = Declarations.opa().get(call.operator().text());
            if (declaration != null
                    && call.arguments().size() == declaration.arity() + 1
                    && call.arguments().getLast() instanceof Term.Var variable) {
                computed.put(variable.name(), declaration.name());
            }
        }
    }

    /// What a reader should know about the term's value; empty when nothing is known.
    String note(Term term, String written) {
        if (term instanceof Term.Ref ref) {
            return Documents.isData(ref) ? "rule values aren't known at compile time" : "";
        }
        return term instanceof Term.Var variable ? note(variable.name(), written, 0) : "";
    }

    private String note(String name, String written, int depth) {
        if (depth > rule.body().expressions().size()) {
            return "";
        }
        String builtin = computed.get(name);
        if (builtin != null) {
            return written + " is computed by " + builtin;
        }
        Term bound = bindings.get(name);
        if (bound instanceof Term.Var other) {
            return note(other.name(), written, depth + 1);
        }
        String origin = bound instanceof Term.Ref ref ? refNote(ref, written) : "";
        if (!origin.isEmpty()) {
            return origin;
        }
        if (arguments.contains(name)) {
            return written + " is an argument of " + RecursionCheck.name(rule);
        }
        return keys.contains(name) ? written + " is a key of " + RecursionCheck.name(rule) : "";
    }

    private String refNote(Term.Ref ref, String written) {
        if (ref.head() instanceof Term.Var head && Names.isDocument(head.name())) {
            String start = Scope.text(constantStart(ref));
            return head.name().equals(Documents.INPUT)
                    ? written + " comes from " + start
                    : written + " comes from rule " + start + ", whose value isn't known at compile time";
        }
        RegoValue collection = collection(ref);
        List<RegoValue> members = collection == null ? null : ConstantTerms.members(collection);
        if (collection == null || members == null) {
            return "";
        }
        return members.size() > MEMBERS
                ? written + " is one of " + members.size() + " values"
                : written + " is one of " + RegoText.write(collection);
    }

    private static Term.Ref constantStart(Term.Ref ref) {
        int end = 0;
        while (end < ref.path().size() && Literals.value(ref.path().get(end)) != null) {
            end++;
        }
        return new Term.Ref(ref.span(), ref.head(), ref.path().subList(0, end));
    }

    /// The constant collection that `ref` enumerates, or null.
    private @Nullable RegoValue collection(Term.Ref ref) {
        if (ref.path().size() != 1 || Literals.value(ref.path().getFirst()) != null) {
            return null;
        }
        Term head = ref.head();
        for (int depth = 0; depth <= bindings.size() && head instanceof Term.Var variable; depth++) {
            Term next = bindings.get(variable.name());
            if (next == null) {
                return null;
            }
            head = next;
        }
        RegoValue value = Literals.value(head);
        return value != null && ConstantTerms.members(value) != null ? value : null;
    }

    /// Whether the term is known to come from a collection without the value.
    boolean excludes(Term term, Term value) {
        if (term instanceof Term.Var variable && bindings.get(variable.name()) instanceof Term.Ref ref) {
            RegoValue collection = collection(ref);
            List<RegoValue> members = collection == null ? null : ConstantTerms.members(collection);
            return members != null && !RecursionCause.contains(members, value);
        }
        return false;
    }
}
