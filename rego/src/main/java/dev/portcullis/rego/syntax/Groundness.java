package dev.portcullis.rego.syntax;

import dev.portcullis.rego.ast.Term;

/// Whether a term has one value whatever the variables are, as OPA judges it: comprehensions are not ground.
final class Groundness {
    private Groundness() {}

    static boolean isGround(Term term) {
        return switch (term) {
            case Term.Scalar _ -> true;
            case Term.Var _ -> false;
            case Term.Ref t -> t.path().stream().allMatch(Groundness::isGround);
            case Term.ArrayLiteral t -> t.elements().stream().allMatch(Groundness::isGround);
            case Term.SetLiteral t -> t.elements().stream().allMatch(Groundness::isGround);
            case Term.ObjectLiteral t -> t.entries().stream().allMatch(e -> isGround(e.key()) && isGround(e.value()));
            case Term.Call t -> isGround(t.operator()) && t.arguments().stream().allMatch(Groundness::isGround);
            case Term.Template t -> t.parts().stream().allMatch(Groundness::isGround);
            case Term.ArrayComprehension _, Term.SetComprehension _, Term.ObjectComprehension _ -> false;
        };
    }
}
