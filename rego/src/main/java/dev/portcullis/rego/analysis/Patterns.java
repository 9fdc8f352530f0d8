package dev.portcullis.rego.analysis;

import dev.portcullis.rego.ast.Term;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What safety and planning agree on about terms that are matched against each other.
public final class Patterns {
    private Patterns() {}

    /// Whether two object literals have the same constant keys, each once.
    public static boolean sameKeys(Term.ObjectLiteral left, Term.ObjectLiteral right) {
        return left.entries().size() == right.entries().size()
                && hasDistinctConstantKeys(left)
                && hasDistinctConstantKeys(right)
                && keys(left).equals(keys(right));
    }

    /// The values of an object literal with constant keys, in the order of the keys.
    public static List<Term> values(Term.ObjectLiteral literal) {
        return sorted(literal).stream().map(Term.Entry::value).toList();
    }

    private static boolean hasDistinctConstantKeys(Term.ObjectLiteral literal) {
        return literal.entries().stream().allMatch(e -> e.key() instanceof Term.Scalar)
                && keys(literal).stream().distinct().count()
                        == literal.entries().size();
    }

    private static List<Object> keys(Term.ObjectLiteral literal) {
        List<Object> keys = new ArrayList<>();
        sorted(literal).forEach(entry -> keys.add(((Term.Scalar) entry.key()).value()));
        return keys;
    }

    private static List<Term.Entry> sorted(Term.ObjectLiteral literal) {
        return literal.entries().stream()
                .sorted(Comparator.comparing(e -> ((Term.Scalar) e.key()).value()))
                .toList();
    }

    /// The variables of a term that evaluating it does not bind: those that are not parts of a ref's path.
    public static List<Term.Var> bareVariables(Term term) {
        List<Term.Var> found = new ArrayList<>();
        collect(term, found);
        return found;
    }

    private static void collect(Term term, List<Term.Var> found) {
        switch (term) {
            case Term.Var v -> found.add(v);
            case Term.Ref r -> {
                if (!(r.head() instanceof Term.Var head && isDocument(head))) {
                    collect(r.head(), found);
                }
                r.path().stream().filter(part -> !isBoundByPath(part)).forEach(part -> collect(part, found));
            }
            case Term.ArrayLiteral a -> a.elements().forEach(e -> collect(e, found));
            case Term.SetLiteral s -> s.elements().forEach(e -> collect(e, found));
            case Term.ObjectLiteral o ->
                o.entries().forEach(e -> {
                    collect(e.key(), found);
                    collect(e.value(), found);
                });
            case Term.Call c -> c.arguments().forEach(e -> collect(e, found));
            case Term.Template t -> t.parts().forEach(e -> collect(e, found));
            case Term.Scalar _, Term.ArrayComprehension _, Term.SetComprehension _, Term.ObjectComprehension _ -> {}
        }
    }

    private static boolean isBoundByPath(Term part) {
        return part instanceof Term.Var || part instanceof Term.ArrayLiteral || part instanceof Term.ObjectLiteral;
    }

    private static boolean isDocument(Term.Var head) {
        return head.name().equals(Documents.DATA) || head.name().equals(Documents.INPUT);
    }
}
