package dev.portcullis.rego.analysis;

import dev.portcullis.rego.ast.Body;
import dev.portcullis.rego.ast.Expression;
import dev.portcullis.rego.ast.Term;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/// Which names stand in unresolved trees, and which of them are declared there.
final class Names {
    private static final String ASSIGN = "assign";

    private Names() {}

    /// Whether the term is `left := right`.
    static boolean isAssignment(Term term) {
        return term instanceof Term.Call call
                && isCalled(call, ASSIGN)
                && call.arguments().size() == 2;
    }

    /// Whether the term calls `assign`, with however many arguments.
    static boolean isAssignmentCall(Term term) {
        return term instanceof Term.Call call && isCalled(call, ASSIGN);
    }

    /// Whether the call calls this name.
    static boolean isCalled(Term.Call call, String name) {
        return call.operator().path().isEmpty()
                && call.operator().head() instanceof Term.Var head
                && head.name().equals(name);
    }

    /// `input` or `data` alone; the name, or an empty text for any other term.
    static String document(Term term) {
        Term head = term instanceof Term.Ref ref && ref.path().isEmpty() ? ref.head() : term;
        return head instanceof Term.Var variable && isDocument(variable.name()) ? variable.name() : "";
    }

    static boolean isDocument(String name) {
        return name.equals(Documents.DATA) || name.equals(Documents.INPUT);
    }

    /// Every name in the terms, documents and closures included, names of called functions left out.
    static Set<String> in(Collection<? extends Term> terms) {
        Set<String> names = new HashSet<>();
        TreeWalk walk = new TreeWalk() {
            @Override
            void term(Term term) {
                if (term instanceof Term.Var variable) {
                    names.add(variable.name());
                }
                super.term(term);
            }
        };
        terms.forEach(walk::term);
        return names;
    }

    /// The names that `:=` and `some` declare anywhere in a body but in its comprehensions.
    static Set<String> declared(Body body) {
        Set<String> names = new HashSet<>();
        body.expressions().forEach(e -> declared(e, names));
        return names;
    }

    static Set<String> declared(Expression expression) {
        Set<String> names = new HashSet<>();
        declared(expression, names);
        return names;
    }

    private static void declared(Expression expression, Set<String> names) {
        new TreeWalk() {
            @Override
            void expression(Expression inner) {
                switch (inner) {
                    case Expression.Holds holds
                    when isAssignment(holds.term()) && holds.term() instanceof Term.Call call ->
                        names.addAll(in(call.arguments().subList(0, 1)));
                    case Expression.Some some -> names.addAll(in(some.names()));
                    case Expression.SomeIn some -> {
                        names.addAll(in(Set.of(some.value())));
                        if (some.key() != null) {
                            names.addAll(in(Set.of(some.key())));
                        }
                    }
                    default -> {}
                }
                super.expression(inner);
            }

            @Override
            void term(Term term) {
                if (!isComprehension(term)) {
                    super.term(term);
                }
            }
        }.expression(expression);
    }

    static boolean isComprehension(Term term) {
        return switch (term) {
            case Term.ArrayComprehension _, Term.SetComprehension _, Term.ObjectComprehension _ -> true;
            case Term.Scalar _,
                    Term.Var _,
                    Term.Ref _,
                    Term.ArrayLiteral _,
                    Term.SetLiteral _,
                    Term.ObjectLiteral _,
                    Term.Call _,
                    Term.Template _ -> false;
        };
    }
}
