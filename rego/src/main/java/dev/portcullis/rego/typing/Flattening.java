package dev.portcullis.rego.typing;

import dev.portcullis.rego.analysis.FunctionCheck;
import dev.portcullis.rego.analysis.RuleTree;
import dev.portcullis.rego.ast.Body;
import dev.portcullis.rego.ast.Expression;
import dev.portcullis.rego.ast.Rule;
import dev.portcullis.rego.ast.Term;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Brings bodies into the flat form on which types are inferred: a call is an expression of its own whose result is a
/// last argument, arguments hold no refs and no comprehensions, everything dynamic is unified with a variable first.
/// OPA infers on such a form, and what is an error depends on it.
final class Flattening {
    private final Naming naming;
    private final RuleTree tree;
    private final FunctionCheck functions;
    private final boolean unifyEquals;

    /// @param unifyEquals whether a top-level `==` is a unification: in rules, not in queries
    Flattening(Naming naming, RuleTree tree, FunctionCheck functions, boolean unifyEquals) {
        this.naming = naming;
        this.tree = tree;
        this.functions = functions;
        this.unifyEquals = unifyEquals;
    }

    Naming naming() {
        return naming;
    }

    /// Whether a replacement is a function by name, not a value that has to be evaluated.
    boolean isNamed(Expression.With with) {
        return functions.isFunction(with.value())
                || (functions.isFunction(with.target())
                        && with.value() instanceof Term.Ref rule
                        && tree.function(rule) != null);
    }

    boolean unifyEquals() {
        return unifyEquals;
    }

    Body body(Body body) {
        FlatBody flat = new FlatBody(this);
        body.expressions().forEach(flat::add);
        return flat.finish();
    }

    /// The rule without its `else`, head terms brought down into the body.
    Rule rule(Rule rule) {
        FlatBody flat = new FlatBody(this);
        rule.body().expressions().forEach(flat::add);
        Rule.Head head = rule.head();
        List<Term> path = new ArrayList<>();
        for (Term part : head.ref().path()) {
            path.add(part instanceof Term.Scalar || part instanceof Term.Var ? part : flat.captured(part));
        }
        List<Term> arguments = head.arguments() == null
                ? null
                : head.arguments().stream().map(flat::head).toList();
        @Nullable Term key = head.key() == null ? null : flat.head(head.key());
        @Nullable Term value = head.value() == null ? null : flat.head(head.value());
        Term.Ref ref = new Term.Ref(head.ref().span(), head.ref().head(), path);
        Rule.Head flatHead = new Rule.Head(head.span(), ref, arguments, key, value, head.assigned());
        return new Rule(rule.span(), flatHead, flat.finish(), null, rule.isDefault());
    }
}
