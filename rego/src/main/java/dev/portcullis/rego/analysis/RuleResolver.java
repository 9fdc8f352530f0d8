package dev.portcullis.rego.analysis;

import dev.portcullis.rego.ast.Body;
import dev.portcullis.rego.ast.Expression;
import dev.portcullis.rego.ast.Rule;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.source.Diagnostic;
import dev.portcullis.rego.source.Span;
import dev.portcullis.rego.value.RegoString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Resolves one rule: its arguments are declared first, then the body, then the head in the scope of the body.
final class RuleResolver {
    private final Map<String, Term.Ref> globals;
    private final Term.Ref packagePath;
    private final List<Diagnostic> diagnostics;

    RuleResolver(Map<String, Term.Ref> globals, Term.Ref packagePath, List<Diagnostic> diagnostics) {
        this.globals = globals;
        this.packagePath = packagePath;
        this.diagnostics = diagnostics;
    }

    Rule resolve(Rule rule) {
        return resolve(rule, Scope.root());
    }

    private Rule resolve(Rule rule, Scope outer) {
        Scope scope = outer.nested();
        Rule.Head head = rule.head();
        BodyResolver resolver = new BodyResolver(globals, diagnostics);
        List<Term> arguments = head.arguments() == null ? null : arguments(head.arguments(), scope, resolver);
        // The body's own scope is kept: the head and its value see what the body declares.
        Scope inner = scope.nested();
        Body body = withTemplates(arguments, resolver.resolveIn(rule.body(), inner), scope);
        Term.@Nullable Ref ref = resolver.term(documentRef(head.ref()), inner) instanceof Term.Ref r ? r : null;
        if (ref == null) {
            throw new AssertionError("BUG: a rule head is not a ref");
        }
        Term key = head.key() == null ? null : resolver.term(head.key(), inner);
        Term value = head.value() == null ? null : resolver.term(head.value(), inner);
        Rule.Head resolved = new Rule.Head(head.span(), ref, arguments, key, value, head.assigned());
        Rule otherwise = rule.otherwise() == null ? null : resolve(rule.otherwise(), outer);
        return new Rule(rule.span(), resolved, body, otherwise, rule.isDefault());
    }

    /// A template string among the parameters is matched by the body, which may bind the variables in it.
    private static Body withTemplates(@Nullable List<Term> arguments, Body body, Scope scope) {
        List<Expression> expressions = new ArrayList<>();
        for (int i = 0; arguments != null && i < arguments.size(); i++) {
            if (arguments.get(i) instanceof Term.Template template) {
                Span span = template.span();
                Term.Var parameter = new Term.Var(span, scope.fresh());
                Term.Ref equal = new Term.Ref(span, new Term.Var(span, "eq"), List.of());
                Term.Call match = new Term.Call(span, equal, List.of(parameter, template));
                expressions.add(new Expression.Holds(span, match, List.of()));
                arguments.set(i, parameter);
            }
        }
        expressions.addAll(body.expressions());
        return new Body(expressions);
    }

    /// Every variable of the parameters is a local of the rule.
    private static List<Term> arguments(List<Term> parameters, Scope scope, BodyResolver resolver) {
        List<Term> arguments = new ArrayList<>();
        for (Term parameter : parameters) {
            if (parameter instanceof Term.Template) {
                continue;
            }
            for (Term.Var variable : Variables.of(parameter)) {
                if (!scope.isDeclaredHere(variable.name())) {
                    scope.declare(variable.name());
                }
            }
        }
        for (Term parameter : parameters) {
            arguments.add(resolver.term(parameter, scope));
        }
        return arguments;
    }

    /// `p.q[x]` in package `a.b` defines `data.a.b.p.q[x]`.
    private Term.Ref documentRef(Term.Ref head) {
        if (!(head.head() instanceof Term.Var name)) {
            throw new AssertionError("BUG: a rule name is not a name");
        }
        List<Term> path = new ArrayList<>(packagePath.path());
        path.add(new Term.Scalar(name.span(), RegoString.of(name.name())));
        return Documents.ref(head.span(), path, head.path());
    }
}
