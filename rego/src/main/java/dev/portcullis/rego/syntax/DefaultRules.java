package dev.portcullis.rego.syntax;

import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.source.Span;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What `default` allows: a value of constants and comprehensions, and arguments that are distinct variables.
final class DefaultRules {
    private final TokenStream in;

    DefaultRules(TokenStream in) {
        this.in = in;
    }

    /// Whether the head may be a default; reports each thing that stands against it at the place of the rule.
    boolean accept(Span rule, HeadDraft head) {
        Term value = head.value();
        if (value == null) {
            in.error(rule, "illegal default rule (must have a value)");
            return false;
        }
        return checkValue(rule, value) && checkArguments(rule, head);
    }

    private boolean checkValue(Span rule, Term value) {
        return switch (value) {
            case Term.Ref _, Term.Var _, Term.Call _ -> {
                in.error(rule, "illegal default rule (value cannot contain " + TermText.kind(value) + ")");
                yield false;
            }
            case Term.ArrayLiteral t -> checkValues(rule, t.elements());
            case Term.SetLiteral t -> checkValues(rule, t.elements());
            case Term.ObjectLiteral t ->
                checkValues(
                        rule,
                        t.entries().stream()
                                .flatMap(e -> List.of(e.key(), e.value()).stream())
                                .toList());
            case Term.Template t -> checkValues(rule, t.parts());
            case Term.Scalar _, Term.ArrayComprehension _, Term.SetComprehension _, Term.ObjectComprehension _ -> true;
        };
    }

    private boolean checkValues(Span rule, List<Term> values) {
        boolean fine = true;
        for (Term value : values) {
            fine &= checkValue(rule, value);
        }
        return fine;
    }

    private boolean checkArguments(Span rule, HeadDraft head) {
        List<Term> arguments = head.arguments();
        if (arguments == null) {
            return true;
        }
        Set<String> names = new HashSet<>();
        boolean fine = true;
        for (Term argument : arguments) {
            if (!(argument instanceof Term.Var variable)) {
                in.error(rule, "illegal default rule (arguments cannot contain " + TermText.kind(argument) + ")");
                fine = false;
            } else if (!names.add(variable.name())) {
                String name = TermText.write(variable);
                in.error(rule, "illegal default rule (arguments cannot be repeated " + name + ")");
                fine = false;
            }
        }
        return fine;
    }
}
