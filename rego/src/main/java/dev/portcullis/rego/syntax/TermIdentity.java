package dev.portcullis.rego.syntax;

import dev.portcullis.rego.ast.Term;
import java.util.List;

/// A term compared by what it says and not by where it stands. Comprehensions and templates are equal only to
/// themselves.
final class TermIdentity {
    private final Term term;
    private final int hash;

    TermIdentity(Term term) {
        this.term = term;
        this.hash = hash(term);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TermIdentity that && hash == that.hash && same(term, that.term);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    static boolean same(Term left, Term right) {
        return switch (left) {
            case Term.Scalar a -> right instanceof Term.Scalar b && a.value().equals(b.value());
            case Term.Var a -> right instanceof Term.Var b && a.name().equals(b.name());
            case Term.Ref a -> right instanceof Term.Ref b && same(a.head(), b.head()) && same(a.path(), b.path());
            case Term.Call a ->
                right instanceof Term.Call b && same(a.operator(), b.operator()) && same(a.arguments(), b.arguments());
            case Term.ArrayLiteral a -> right instanceof Term.ArrayLiteral b && same(a.elements(), b.elements());
            case Term.SetLiteral a -> right instanceof Term.SetLiteral b && sameInAnyOrder(a.elements(), b.elements());
            case Term.ObjectLiteral a -> right instanceof Term.ObjectLiteral b && sameInAnyOrder(flat(a), flat(b));
            case Term.ArrayComprehension _, Term.SetComprehension _, Term.ObjectComprehension _, Term.Template _ ->
                left == right;
        };
    }

    private static boolean same(List<Term> left, List<Term> right) {
        if (left.size() != right.size()) {
            return false;
        }
        for (int i = 0; i < left.size(); i++) {
            if (!same(left.get(i), right.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameInAnyOrder(List<Term> left, List<Term> right) {
        return left.size() == right.size()
                && left.stream()
                        .map(TermIdentity::new)
                        .collect(java.util.stream.Collectors.toSet())
                        .equals(right.stream().map(TermIdentity::new).collect(java.util.stream.Collectors.toSet()));
    }

    /// The entries of an object as pairs.
    private static List<Term> flat(Term.ObjectLiteral object) {
        return object.entries().stream()
                .map(entry -> (Term) new Term.ArrayLiteral(object.span(), List.of(entry.key(), entry.value())))
                .toList();
    }

    private static int hash(Term term) {
        return switch (term) {
            case Term.Scalar t -> t.value().hashCode();
            case Term.Var t -> t.name().hashCode();
            case Term.Ref t -> 31 * hash(t.head()) + hash(t.path());
            case Term.Call t -> 37 * hash(t.operator()) + hash(t.arguments());
            case Term.ArrayLiteral t -> 41 * hash(t.elements());
            case Term.SetLiteral t ->
                t.elements().stream().mapToInt(TermIdentity::hash).sum();
            case Term.ObjectLiteral t ->
                t.entries().stream()
                        .mapToInt(e -> 43 * hash(e.key()) + hash(e.value()))
                        .sum();
            case Term.ArrayComprehension _, Term.SetComprehension _, Term.ObjectComprehension _, Term.Template _ ->
                System.identityHashCode(term);
        };
    }

    private static int hash(List<Term> terms) {
        int hash = 1;
        for (Term term : terms) {
            hash = 31 * hash + hash(term);
        }
        return hash;
    }
}
