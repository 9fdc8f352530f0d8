package dev.portcullis.rego.analysis;

import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.syntax.TermText;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Which variables get a value when two terms are unified: those of a pattern that meets something known. A variable
/// that meets an unknown one waits for it.
final class Unification {
    private final Predicate<String> safe;
    private final Set<String> bound = new LinkedHashSet<>();
    /// For a variable, those it needs first.
    private final Map<String, Set<String>> waiting = new HashMap<>();

    private Unification(Predicate<String> safe) {
        this.safe = safe;
    }

    /// The variables bound by `left = right` when `safe` have values.
    static Set<String> bound(Predicate<String> safe, Term left, Term right) {
        Unification unification = new Unification(safe);
        unification.unify(left, right);
        return unification.bound;
    }

    /// Whether the term has a value when `safe` have.
    static boolean isKnown(Term term, Predicate<String> safe) {
        return VariableScan.needed(term).stream().allMatch(safe);
    }

    /// Whether the value that a ref looks into is known.
    static boolean isReadable(Term.Ref ref, Predicate<String> safe) {
        return isKnown(ref.head(), safe);
    }

    private void unify(Term left, Term right) {
        if (left instanceof Term.Var a && right instanceof Term.Var b) {
            variables(a.name(), b.name());
        } else if (left instanceof Term.Var variable) {
            variable(variable.name(), right);
        } else if (right instanceof Term.Var variable) {
            variable(variable.name(), left);
        } else if (isComposite(left) && isComposite(right)) {
            composites(left, right);
        } else if (isComposite(left)) {
            matched(left, right);
        } else if (isComposite(right)) {
            matched(right, left);
        }
    }

    private void variables(String a, String b) {
        if (isSafe(b)) {
            bind(a);
        } else if (isSafe(a)) {
            bind(b);
        } else {
            await(a, b);
            await(b, a);
        }
    }

    private void variable(String name, Term term) {
        switch (term) {
            case Term.ArrayLiteral _, Term.ObjectLiteral _ -> composite(name, term);
            case Term.Ref ref -> {
                if (isReadable(ref, safe)) {
                    bind(name);
                }
            }
            case Term.Call call -> {
                if (isKnown(call, safe)) {
                    bind(name);
                }
            }
            case Term.Scalar _,
                    Term.Var _,
                    Term.SetLiteral _,
                    Term.ArrayComprehension _,
                    Term.SetComprehension _,
                    Term.ObjectComprehension _,
                    Term.Template _ -> bind(name);
        }
    }

    /// A variable against a pattern: either binds the other.
    private void composite(String name, Term pattern) {
        if (isSafe(name)) {
            bindAll(pattern);
            return;
        }
        Set<String> missing = new HashSet<>(VariableScan.bindable(pattern));
        missing.removeIf(this::isSafe);
        if (missing.isEmpty()) {
            bind(name);
        } else {
            missing.forEach(other -> await(name, other));
        }
    }

    private void composites(Term left, Term right) {
        if (left instanceof Term.ArrayLiteral(var _, var a) && right instanceof Term.ArrayLiteral(var _, var b)) {
            if (a.size() == b.size()) {
                for (int i = 0; i < a.size(); i++) {
                    unify(a.get(i), b.get(i));
                }
            }
        } else if (left instanceof Term.ObjectLiteral a
                && right instanceof Term.ObjectLiteral b
                && a.entries().size() == b.entries().size()) {
            for (Term.Entry entry : a.entries()) {
                Term other = valueAt(b, entry.key());
                if (other != null) {
                    unify(entry.value(), other);
                }
            }
        }
    }

    private static @Nullable Term valueAt(Term.ObjectLiteral object, Term key) {
        return object.entries().stream()
                .filter(entry -> isSame(entry.key(), key))
                .map(Term.Entry::value)
                .findFirst()
                .orElse(null);
    }

    private static boolean isSame(Term left, Term right) {
        if (left instanceof Term.Scalar a && right instanceof Term.Scalar b) {
            return a.value().equals(b.value());
        }
        return TermText.write(left).equals(TermText.write(right));
    }

    /// A pattern against something that is evaluated.
    private void matched(Term pattern, Term term) {
        boolean known = switch (term) {
            case Term.Ref ref -> isReadable(ref, safe);
            case Term.Call call -> isKnown(call, safe);
            case Term.ArrayComprehension _ -> true;
            case Term.ObjectComprehension _ -> true;
            case Term.SetComprehension _ -> pattern instanceof Term.ArrayLiteral;
            case Term.Scalar _,
                    Term.Var _,
                    Term.ArrayLiteral _,
                    Term.SetLiteral _,
                    Term.ObjectLiteral _,
                    Term.Template _ -> false;
        };
        if (known) {
            bindAll(pattern);
        }
    }

    private static boolean isComposite(Term term) {
        return term instanceof Term.ArrayLiteral || term instanceof Term.ObjectLiteral;
    }

    private boolean isSafe(String name) {
        return safe.test(name) || bound.contains(name) || Names.isDocument(name);
    }

    private void bindAll(Term pattern) {
        VariableScan.bindable(pattern).forEach(this::bind);
    }

    private void bind(String name) {
        bound.add(name);
        Set<String> needs = waiting.remove(name);
        if (needs != null) {
            needs.forEach(this::bind);
        }
        for (String other : List.copyOf(waiting.keySet())) {
            Set<String> missing = waiting.get(other);
            if (missing != null && missing.remove(name) && missing.isEmpty()) {
                bind(other);
            }
        }
    }

    private void await(String name, String other) {
        waiting.computeIfAbsent(name, _ -> new LinkedHashSet<>()).add(other);
    }
}
