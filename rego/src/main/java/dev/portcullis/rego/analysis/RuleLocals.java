package dev.portcullis.rego.analysis;

import dev.portcullis.rego.ast.Body;
import dev.portcullis.rego.ast.Expression;
import dev.portcullis.rego.ast.Rule;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.builtin.Builtins;
import dev.portcullis.rego.source.Diagnostic;
import dev.portcullis.rego.source.Span;
import dev.portcullis.rego.value.RegoString;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Renames the locals of a rule. Its parameters, then what its body declares, share one scope with the head; every
/// `else` branch starts again from the parameters.
final class RuleLocals {
    private final Builtins builtins;
    private final Term.Ref packagePath;
    private final boolean strict;
    private final Findings findings;

    RuleLocals(Builtins builtins, Term.Ref packagePath, boolean strict, Findings findings) {
        this.builtins = builtins;
        this.packagePath = packagePath;
        this.strict = strict;
        this.findings = findings;
    }

    Rule rule(Rule rule) {
        Scope names = Scope.root();
        List<Term> parameters = rule.head().arguments();
        Set<String> unused = new TreeSet<>();
        if (parameters != null) {
            unused.addAll(VariableScan.all(parameters));
        }
        Rule rewritten = branch(rule, names, unused);
        if (strict) {
            for (String name : unused) {
                if (!name.startsWith("$")) {
                    findings.add(Diagnostic.error(
                            Diagnostic.Code.COMPILE,
                            rule.head().span(),
                            "unused argument " + name + ". (hint: use _ (wildcard variable) instead)"));
                }
            }
        }
        return rewritten;
    }

    private Rule branch(Rule rule, Scope names, Set<String> unused) {
        Rule.Head head = rule.head();
        Scope scope = names.separate();
        LocalVariables locals = new LocalVariables(scope, strict);
        List<Term> arguments = head.arguments() == null ? null : new ArrayList<>(parameters(head.arguments(), scope));
        for (String name : builtinNames(rule.body(), scope)) {
            scope.hide(name);
        }
        Body body = locals.declaring(rule.body(), usedByHead(head));
        findings.fatal(locals.errors());
        findings.addAll(locals.unused());
        unused.removeIf(name -> isUsed(name, head, scope));
        Renaming renaming = new Renaming(scope);
        Term.Ref ref = documentRef(head.ref(), renaming);
        Term key = head.key() == null ? null : renaming.head(head.key());
        Term value = head.value() == null ? null : renaming.head(head.value());
        Body matching = withTemplates(arguments, body, renaming);
        Rule.Head renamed = new Rule.Head(head.span(), ref, arguments, key, value, head.assigned());
        Rule otherwise = rule.otherwise() == null ? null : branch(rule.otherwise(), names, unused);
        return new Rule(rule.span(), renamed, matching, otherwise, rule.isDefault());
    }

    /// A template string among the parameters is matched by the body, which may bind the variables in it.
    private static Body withTemplates(@Nullable List<Term> arguments, Body body, Renaming renaming) {
        List<Expression> expressions = new ArrayList<>();
        for (int i = 0; arguments != null && i < arguments.size(); i++) {
            if (arguments.get(i) instanceof Term.Template template) {
                Span span = template.span();
                Term.Var parameter = new Term.Var(span, "$template" + i);
                Term.Ref equal = new Term.Ref(span, new Term.Var(span, "eq"), List.of());
                Term.Call match = new Term.Call(span, equal, List.of(parameter, renaming.head(template)));
                expressions.add(new Expression.Holds(span, match, List.of()));
                arguments.set(i, parameter);
            }
        }
        if (expressions.isEmpty()) {
            return body;
        }
        expressions.addAll(body.expressions());
        return new Body(expressions, body.braced());
    }

    private static boolean isUsed(String name, Rule.Head head, Scope scope) {
        Scope.Local local = scope.find(name);
        return (local != null && local.isUsed())
                || (head.value() != null
                        && VariableScan.all(List.of(head.value())).contains(name));
    }

    private static Set<String> usedByHead(Rule.Head head) {
        List<Term> terms = new ArrayList<>(head.ref().path());
        if (head.key() != null) {
            terms.add(head.key());
        }
        if (head.value() != null) {
            terms.add(head.value());
        }
        return VariableScan.all(terms);
    }

    /// Every variable of the parameters is a local of the rule.
    private static List<Term> parameters(List<Term> parameters, Scope scope) {
        TreeRewriter rewriter = new TreeRewriter() {
            @Override
            Term term(Term term) {
                return switch (term) {
                    case Term.Var v -> {
                        if (!scope.isKnownHere(v.name())) {
                            scope.declare(v.name(), Scope.Origin.ARGUMENT);
                            Scope.Local local = scope.find(v.name());
                            yield local == null ? v : new Term.Var(v.span(), local.unique);
                        }
                        yield new Term.Var(v.span(), scope.use(v.name()));
                    }
                    case Term.ObjectLiteral o ->
                        new Term.ObjectLiteral(
                                o.span(),
                                o.entries().stream()
                                        .map(e -> new Term.Entry(e.key(), term(e.value())))
                                        .toList());
                    case Term.Ref _, Term.ArrayLiteral _ -> super.term(term);
                    case Term.Scalar _,
                            Term.SetLiteral _,
                            Term.ArrayComprehension _,
                            Term.SetComprehension _,
                            Term.ObjectComprehension _,
                            Term.Call _,
                            Term.Template _ -> term;
                };
            }
        };
        return rewriter.terms(parameters);
    }

    /// Undeclared variables with the name of a builtin, which must not be taken for it. Names in `with` may mean it.
    private Set<String> builtinNames(Body body, Scope scope) {
        VariableScan scan = new VariableScan(EnumSet.of(VariableScan.Skip.CLOSURES));
        scan.body(body);
        Set<String> names = new TreeSet<>(scan.found());
        names.removeIf(name -> builtins.get(name) == null || scope.isKnownHere(name));
        if (!names.isEmpty()) {
            names.removeAll(Names.declared(body));
            names.removeAll(namesInWith(body));
        }
        return names;
    }

    private static Set<String> namesInWith(Body body) {
        Set<String> names = new HashSet<>();
        new TreeWalk() {
            @Override
            void with(Expression.With with) {
                names.addAll(Names.in(List.of(with.target(), with.value())));
                super.with(with);
            }
        }.body(body);
        return names;
    }

    /// `p.q[x]` in package `a.b` defines `data.a.b.p.q[x]`.
    private Term.Ref documentRef(Term.Ref head, Renaming renaming) {
        if (!(head.head() instanceof Term.Var name)) {
            throw new AssertionError("BUG: a rule name is not a name");
        }
        List<Term> path = new ArrayList<>(packagePath.path());
        path.add(new Term.Scalar(name.span(), RegoString.of(name.name())));
        return Documents.ref(
                head.span(), path, head.path().stream().map(renaming::head).toList());
    }

    /// Renames in a head what the body declared. Closures of a head have scopes of their own, apart from the body's.
    private final class Renaming extends TreeRewriter {
        private final Map<String, Scope.Local> declared;
        private final Scope scope;

        Renaming(Scope scope) {
            this.scope = scope;
            this.declared = scope.locals();
        }

        Term head(Term term) {
            return term(closures(term));
        }

        private Term closures(Term term) {
            return new TreeRewriter() {
                @Override
                Term term(Term inner) {
                    if (!Names.isComprehension(inner) && !(inner instanceof Term.Template)) {
                        return super.term(inner);
                    }
                    LocalVariables locals = new LocalVariables(scope.separate(), strict);
                    Term renamed = locals.term(inner);
                    findings.fatal(locals.errors());
                    findings.addAll(locals.unused());
                    return renamed;
                }
            }.term(term);
        }

        @Override
        Term term(Term term) {
            if (term instanceof Term.Var v) {
                Scope.@Nullable Local local = declared.get(v.name());
                return local == null ? v : new Term.Var(v.span(), local.unique);
            }
            if (term instanceof Term.Ref ref && !Names.document(ref).isEmpty()) {
                return declared.containsKey(Names.document(ref)) ? term(ref.head()) : ref;
            }
            return super.term(term);
        }
    }
}
