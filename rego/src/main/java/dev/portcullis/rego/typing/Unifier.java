package dev.portcullis.rego.typing;

import dev.portcullis.rego.analysis.Patterns;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.types.Access;
import dev.portcullis.rego.types.Basic;
import dev.portcullis.rego.types.Matching;
import dev.portcullis.rego.types.Type;
import dev.portcullis.rego.types.Unions;
import java.util.List;

/// Matches terms against types and against each other; a variable without a type gets one.
final class Unifier {
    private final Inference inference;
    private final Environment environment;

    Unifier(Inference inference, Environment environment) {
        this.inference = inference;
        this.environment = environment;
    }

    /// Whether two terms may be equal.
    boolean unify(Term a, Type typeA, Term b, Type typeB) {
        boolean openA = typeA.isPartlyUnknown();
        boolean openB = typeB.isPartlyUnknown();
        if (openA && openB) {
            return unifyOpen(a, typeA, b, typeB);
        }
        if (openA) {
            return infer(a, typeB);
        }
        return openB ? infer(b, typeA) : Matching.unifies(typeA, typeB);
    }

    private boolean unify(Term a, Term b) {
        return unify(a, inference.of(environment, a), b, inference.of(environment, b));
    }

    private boolean unifyOpen(Term a, Type typeA, Term b, Type typeB) {
        return switch (a) {
            case Term.ArrayLiteral array -> unifyArray(array, b);
            case Term.ObjectLiteral object -> unifyObject(object, b);
            case Term.Var _ when b instanceof Term.Var -> anyThenSame(a, b);
            case Term.Var _ when b instanceof Term.ArrayLiteral array -> unifyArray(array, a);
            case Term.Var _ when b instanceof Term.ObjectLiteral object -> unifyObject(object, a);
            case Term.Var _ when b instanceof Term.Ref -> infer(a, Basic.ANY);
            case Term.Ref _ when b instanceof Term.Var -> infer(b, Basic.ANY);
            case Term.Var _ when typeA.isUnknown() && !typeB.isUnknown() -> infer(a, typeB);
            default -> b instanceof Term.Var && typeB.isUnknown() && !typeA.isUnknown() && infer(b, typeA);
        };
    }

    /// A side about which nothing is known is any value, and the other is the same.
    private boolean anyThenSame(Term first, Term second) {
        return infer(first, Basic.ANY) && infer(second, inference.of(environment, first));
    }

    private boolean unifyArray(Term.ArrayLiteral array, Term other) {
        if (other instanceof Term.ArrayLiteral(var _, List<Term> elements)) {
            return array.elements().size() == elements.size() && unifyAll(array.elements(), elements);
        }
        return other instanceof Term.Var && anyThenSame(array, other);
    }

    private boolean unifyObject(Term.ObjectLiteral object, Term other) {
        if (other instanceof Term.ObjectLiteral second) {
            return Patterns.sameKeys(object, second) && unifyAll(Patterns.values(object), Patterns.values(second));
        }
        return other instanceof Term.Var && anyThenSame(object, other);
    }

    private boolean unifyAll(List<Term> left, List<Term> right) {
        for (int i = 0; i < left.size(); i++) {
            if (!unify(left.get(i), right.get(i))) {
                return false;
            }
        }
        return true;
    }

    /// Whether the term may have the type; variables without a type get theirs.
    boolean infer(Term term, Type type) {
        return infer(term, type, false);
    }

    /// @param union whether the type is one of several that variables may have
    private boolean infer(Term term, Type type, boolean union) {
        return switch (term) {
            case Term.ArrayLiteral a ->
                switch (type.unwrapped()) {
                    case Type.Array array -> inferArray(a, array, union);
                    case Type other -> inferUnion(term, a.elements(), other);
                };
            case Term.ObjectLiteral o ->
                switch (type.unwrapped()) {
                    case Type.Obj object -> inferObject(o, object, union);
                    case Type.Any any -> {
                        o.entries().forEach(e -> inferUnion(e.key(), List.of(e.key(), e.value()), any));
                        yield true;
                    }
                    case Type other -> inferUnion(term, List.of(), other);
                };
            case Term.SetLiteral s ->
                switch (type.unwrapped()) {
                    case Type.Set set -> s.elements().stream().allMatch(e -> infer(e, Access.values(set), union));
                    case Type other -> inferUnion(term, s.elements(), other);
                };
            case Term.Var v -> variable(v, type, union);
            case Term.Scalar _, Term.Ref _, Term.Call _, Term.Template _ ->
                Matching.unifies(inference.of(environment, term), type);
            case Term.ArrayComprehension _, Term.SetComprehension _, Term.ObjectComprehension _ ->
                Matching.unifies(inference.of(environment, term), type);
        };
    }

    /// A composite of a type that is no composite of its kind: any value, or one of several types.
    private boolean inferUnion(Term term, List<Term> parts, Type type) {
        if (type instanceof Type.Any) {
            parts.forEach(part -> infer(part, type, true));
            return true;
        }
        boolean any = false;
        if (type instanceof Type.Union(List<Type> members)) {
            for (Type member : members) {
                any |= infer(term, member, true);
            }
        }
        return any;
    }

    private boolean variable(Term.Var variable, Type type, boolean union) {
        Type known = environment.variable(variable.name());
        if (union) {
            environment.set(variable.name(), Unions.or(known, type));
            return true;
        }
        if (!known.isUnknown()) {
            return Matching.unifies(known, type);
        }
        environment.set(variable.name(), type);
        return true;
    }

    private boolean inferArray(Term.ArrayLiteral array, Type.Array type, boolean union) {
        if (array.elements().size() != type.elements().size() && type.rest().isUnknown()) {
            return false;
        }
        for (int i = 0; i < array.elements().size(); i++) {
            if (!infer(array.elements().get(i), type.at(i), union)) {
                return false;
            }
        }
        return true;
    }

    private boolean inferObject(Term.ObjectLiteral object, Type.Obj type, boolean union) {
        boolean open = type.others() != null && !type.others().value().isUnknown();
        if (object.entries().size() != type.properties().size() && !open) {
            return false;
        }
        for (Term.Entry entry : object.entries()) {
            if (!(entry.key() instanceof Term.Scalar key)) {
                infer(entry.value(), Basic.ANY, union);
                continue;
            }
            Type value = Access.select(type, key.value());
            if (value.isUnknown() || !infer(entry.value(), value, union)) {
                return false;
            }
        }
        return true;
    }
}
