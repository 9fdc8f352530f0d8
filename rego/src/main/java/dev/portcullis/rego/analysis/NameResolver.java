package dev.portcullis.rego.analysis;

import dev.portcullis.rego.ast.Body;
import dev.portcullis.rego.ast.Expression;
import dev.portcullis.rego.ast.Rule;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.source.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Replaces names of rules and imports by refs below `data` and `input`. A name that is declared anywhere in a body
/// is a local in all of it.
final class NameResolver extends TreeRewriter {
    private final Map<String, Term.Ref> globals;
    private final Set<String> used = new HashSet<>();
    private final Deque<Set<String>> locals = new ArrayDeque<>();

    NameResolver(Map<String, Term.Ref> globals) {
        this.globals = globals;
    }

    /// The global names that were met.
    Set<String> used() {
        return used;
    }

    Rule rule(Rule rule) {
        Rule.Head head = rule.head();
        locals.push(head.arguments() == null ? Set.of() : parameters(head.arguments()));
        locals.push(Names.declared(rule.body()));
        Term.Ref ref = new Term.Ref(
                head.ref().span(), head.ref().head(), terms(head.ref().path()));
        Term key = optional(head.key());
        Term value = optional(head.value());
        Body body = body(rule.body());
        locals.clear();
        Rule otherwise = rule.otherwise() == null ? null : rule(rule.otherwise());
        Rule.Head resolved = new Rule.Head(head.span(), ref, head.arguments(), key, value, head.assigned());
        return new Rule(rule.span(), resolved, body, otherwise, rule.isDefault());
    }

    /// The names that parameters bind: a pattern binds none in its keys, sets, calls and comprehensions.
    private static Set<String> parameters(Collection<Term> arguments) {
        Set<String> names = new HashSet<>();
        TreeWalk walk = new TreeWalk() {
            @Override
            void term(Term term) {
                switch (term) {
                    case Term.Var variable -> names.add(variable.name());
                    case Term.ObjectLiteral o -> o.entries().forEach(e -> term(e.value()));
                    case Term.Ref _, Term.ArrayLiteral _ -> super.term(term);
                    case Term.Scalar _,
                            Term.SetLiteral _,
                            Term.ArrayComprehension _,
                            Term.SetComprehension _,
                            Term.ObjectComprehension _,
                            Term.Call _,
                            Term.Template _ -> {}
                }
            }
        };
        arguments.forEach(walk::term);
        return names;
    }

    @Override
    Expression expression(Expression expression) {
        if (!(expression instanceof Expression.Every every)) {
            return super.expression(expression);
        }
        Set<String> names = new HashSet<>(Set.of(every.value().name()));
        if (every.key() != null) {
            names.add(every.key().name());
        }
        locals.push(names);
        Term domain = term(every.domain());
        Body body = body(every.body());
        locals.pop();
        return new Expression.Every(every.span(), every.key(), every.value(), domain, body, withs(every));
    }

    @Override
    Term term(Term term) {
        return switch (term) {
            case Term.Var v -> variable(v);
            case Term.Ref r -> extended(r.span(), term(r.head()), terms(r.path()));
            case Term.ArrayComprehension c -> closure(c.body(), c);
            case Term.SetComprehension c -> closure(c.body(), c);
            case Term.ObjectComprehension c -> closure(c.body(), c);
            case Term.Scalar _,
                    Term.ArrayLiteral _,
                    Term.SetLiteral _,
                    Term.ObjectLiteral _,
                    Term.Call _,
                    Term.Template _ -> super.term(term);
        };
    }

    private Term closure(Body body, Term comprehension) {
        locals.push(Names.declared(body));
        Term resolved = super.term(comprehension);
        locals.pop();
        return resolved;
    }

    private Term variable(Term.Var variable) {
        Term.Ref global = global(variable.name());
        if (global != null) {
            return new Term.Ref(variable.span(), new Term.Var(variable.span(), name(global)), global.path());
        }
        return Names.isDocument(variable.name()) ? new Term.Ref(variable.span(), variable, List.of()) : variable;
    }

    private static String name(Term.Ref ref) {
        return ref.head() instanceof Term.Var head ? head.name() : Documents.DATA;
    }

    private Term.@Nullable Ref global(String name) {
        Term.Ref global = globals.get(name);
        if (global == null || locals.stream().anyMatch(names -> names.contains(name))) {
            return null;
        }
        used.add(name);
        return global;
    }

    /// A called name is a function of this package or an import when one is known, otherwise a builtin.
    @Override
    Term.Ref operator(Term.Ref operator) {
        if (operator.head() instanceof Term.Var name) {
            Term.Ref global = global(name.name());
            Term head = global == null ? name : variable(name);
            return (Term.Ref) extended(operator.span(), head, terms(operator.path()));
        }
        return operator;
    }

    /// The look-up of a path below a term; a look-up below a look-up is one.
    static Term extended(Span span, Term base, List<Term> path) {
        if (base instanceof Term.Ref ref) {
            List<Term> whole = new ArrayList<>(ref.path());
            whole.addAll(path);
            return new Term.Ref(span, ref.head(), whole);
        }
        return new Term.Ref(span, base, path);
    }
}
