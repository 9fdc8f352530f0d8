package dev.portcullis.rego.typing;

import dev.portcullis.rego.ast.Body;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.types.Access;
import dev.portcullis.rego.types.Basic;
import dev.portcullis.rego.types.Type;
import dev.portcullis.rego.types.Unions;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The types of terms.
final class Inference {
    private final BodyCheck bodies;
    /// Each comprehension is checked once: its body knows what the expression it stands in knew.
    private final IdentityHashMap<Term, BodyCheck.Checked> closures = new IdentityHashMap<>();

    Inference(BodyCheck bodies) {
        this.bodies = bodies;
    }

    /// The type of a term; unknown while its variables are.
    Type of(Environment environment, Term term) {
        return switch (term) {
            case Term.Scalar s -> scalar(s.value());
            case Term.Var v -> environment.variable(v.name());
            case Term.Ref r -> environment.ref(r);
            case Term.ArrayLiteral a -> new Type.Array(all(environment, a.elements()), Basic.UNKNOWN);
            case Term.SetLiteral s -> new Type.Set(Unions.of(all(environment, s.elements())));
            case Term.ObjectLiteral o -> object(environment, o);
            case Term.ArrayComprehension c -> {
                BodyCheck.Checked checked = closure(environment, c, c.body());
                yield checked.failed() ? Basic.UNKNOWN : Type.Array.of(of(checked.environment(), c.element()));
            }
            case Term.SetComprehension c -> {
                BodyCheck.Checked checked = closure(environment, c, c.body());
                yield checked.failed() ? Basic.UNKNOWN : new Type.Set(of(checked.environment(), c.element()));
            }
            case Term.ObjectComprehension c -> {
                BodyCheck.Checked checked = closure(environment, c, c.body());
                yield checked.failed()
                        ? Basic.UNKNOWN
                        : Type.Obj.of(of(checked.environment(), c.key()), of(checked.environment(), c.value()));
            }
            case Term.Template _ -> Basic.STRING;
            case Term.Call _ -> Basic.UNKNOWN;
        };
    }

    List<Type> all(Environment environment, List<Term> terms) {
        List<Type> types = new ArrayList<>(terms.size());
        terms.forEach(term -> types.add(of(environment, term)));
        return types;
    }

    /// What checking the body of a comprehension found.
    BodyCheck.Checked closure(Environment environment, Term comprehension, Body body) {
        BodyCheck.Checked known = closures.get(comprehension);
        if (known == null) {
            known = bodies.check(environment, body);
            closures.put(comprehension, known);
        }
        return known;
    }

    /// Forgets comprehensions; their environments are not needed once a rule is done.
    void forget() {
        closures.clear();
    }

    private static Type scalar(RegoValue value) {
        return Access.typeOf(value);
    }

    private Type object(Environment environment, Term.ObjectLiteral object) {
        Map<RegoValue, Type> known = new LinkedHashMap<>();
        Type.Others others = null;
        for (Term.Entry entry : object.entries()) {
            Type value = of(environment, entry.value());
            if (entry.key() instanceof Term.Scalar key) {
                known.put(key.value(), value);
            } else {
                others = new Type.Others(of(environment, entry.key()), value);
            }
        }
        List<Type.Property> properties = new ArrayList<>();
        known.forEach((key, type) -> properties.add(new Type.Property(key, type)));
        return new Type.Obj(properties, others);
    }
}
