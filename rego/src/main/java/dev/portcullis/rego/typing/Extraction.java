package dev.portcullis.rego.typing;

import dev.portcullis.rego.ast.Term;
import java.util.ArrayList;
import java.util.List;

/// Takes refs and comprehensions out of terms: each is unified with a variable before the expression at hand.
final class Extraction {
    private final FlatBody body;

    Extraction(FlatBody body) {
        this.body = body;
    }

    /// Whether a term holds a ref or a comprehension.
    static boolean isDynamic(Term term) {
        return switch (term) {
            case Term.Scalar _, Term.Var _ -> false;
            case Term.Ref _, Term.Call _, Term.Template _ -> true;
            case Term.ArrayComprehension _, Term.SetComprehension _, Term.ObjectComprehension _ -> true;
            case Term.ArrayLiteral a -> a.elements().stream().anyMatch(Extraction::isDynamic);
            case Term.SetLiteral s -> s.elements().stream().anyMatch(Extraction::isDynamic);
            case Term.ObjectLiteral o -> o.entries().stream().anyMatch(e -> isDynamic(e.key()) || isDynamic(e.value()));
        };
    }

    /// A side of a unification, or an expression: a ref or comprehension that is all of it stays.
    Term inPlace(Term term) {
        return switch (term) {
            case Term.Ref r -> path(r);
            case Term.ArrayComprehension _, Term.SetComprehension _, Term.ObjectComprehension _ -> term;
            default -> outside(term);
        };
    }

    /// An argument of a call, or part of another term.
    Term outside(Term term) {
        return switch (term) {
            case Term.Ref r -> bound(path(r));
            case Term.ArrayLiteral a -> new Term.ArrayLiteral(a.span(), outside(a.elements()));
            case Term.SetLiteral s -> new Term.SetLiteral(s.span(), outside(s.elements()));
            case Term.ObjectLiteral o -> {
                List<Term.Entry> entries = new ArrayList<>();
                o.entries().forEach(e -> entries.add(new Term.Entry(outside(e.key()), outside(e.value()))));
                yield new Term.ObjectLiteral(o.span(), entries);
            }
            case Term.ArrayComprehension _, Term.SetComprehension _, Term.ObjectComprehension _ -> bound(term);
            case Term.Scalar _, Term.Var _ -> term;
            case Term.Call _, Term.Template _ -> throw new AssertionError("BUG: calls are taken out before");
        };
    }

    private List<Term> outside(List<Term> terms) {
        List<Term> flat = new ArrayList<>(terms.size());
        terms.forEach(term -> flat.add(outside(term)));
        return flat;
    }

    private Term.Ref path(Term.Ref ref) {
        return new Term.Ref(ref.span(), ref.head(), outside(ref.path()));
    }

    private Term.Var bound(Term term) {
        Term.Var variable = body.bind(term);
        body.showAs(variable, term);
        return variable;
    }
}
