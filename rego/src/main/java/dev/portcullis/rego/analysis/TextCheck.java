package dev.portcullis.rego.analysis;

import dev.portcullis.rego.ast.Body;
import dev.portcullis.rego.ast.Expression;
import dev.portcullis.rego.ast.Module;
import dev.portcullis.rego.ast.Rule;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.builtin.Builtins;
import dev.portcullis.rego.source.Diagnostic;
import dev.portcullis.rego.source.Span;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Template strings and `print` evaluate their parts on their own, so that undefined ones do not fail: a variable in
/// such a part must be bound elsewhere.
public final class TextCheck {
    private final FunctionCheck functions;
    private final Builtins builtins;
    private final Findings findings;

    public TextCheck(FunctionCheck functions, Builtins builtins, Findings findings) {
        this.functions = functions;
        this.builtins = builtins;
        this.findings = findings;
    }

    /// Checks the parts of template strings: what the whole body binds is known in them.
    public void checkTemplates(List<Module> modules) {
        forEachBranch(modules, rule -> {
            if (!hasTemplate(rule)) {
                return;
            }
            Templates templates = new Templates(parameters(rule));
            templates.body(rule.body());
            templates.enter(rule.body());
            templates.head(rule.head());
        });
    }

    /// Checks the arguments of `print`: what expressions before it bind is known in them.
    public void checkPrints(List<Module> modules) {
        forEachBranch(modules, rule -> {
            if (!hasPrint(rule)) {
                return;
            }
            Set<String> known = parameters(rule);
            new TreeWalk() {
                @Override
                void body(Body body) {
                    prints(body, known);
                }
            }.head(rule.head());
            prints(rule.body(), known);
        });
    }

    private static boolean hasTemplate(Rule rule) {
        boolean[] found = new boolean[1];
        new TreeWalk() {
            @Override
            void term(Term term) {
                found[0] |= term instanceof Term.Template;
                super.term(term);
            }
        }.rule(rule);
        return found[0];
    }

    private static boolean hasPrint(Rule rule) {
        boolean[] found = new boolean[1];
        new CallWalk() {
            @Override
            void call(Term.Call call, Span place, boolean nested) {
                found[0] |= Names.isCalled(call, "print");
            }
        }.rule(rule);
        return found[0];
    }

    private static void forEachBranch(List<Module> modules, java.util.function.Consumer<Rule> visitor) {
        for (Module module : modules) {
            for (Rule rule : module.rules()) {
                for (Rule branch = rule; branch != null; branch = branch.otherwise()) {
                    visitor.accept(branch);
                }
            }
        }
    }

    private static Set<String> parameters(Rule rule) {
        List<Term> arguments = rule.head().arguments();
        return arguments == null ? new HashSet<>() : new HashSet<>(VariableScan.all(arguments));
    }

    private void prints(Body body, Set<String> known) {
        Set<String> safe = new HashSet<>(known);
        for (Expression expression : body.expressions()) {
            new PrintClosures(safe).expression(expression);
            if (expression instanceof Expression.Holds holds
                    && holds.term() instanceof Term.Call call
                    && Names.isCalled(call, "print")) {
                call.arguments().forEach(argument -> undeclared(argument, argument.span(), safe));
            }
            safe.addAll(BodySafety.bound(functions, List.of(expression), safe));
        }
    }

    private Set<String> reached(List<Expression> expressions, Set<String> known) {
        Set<String> safe = BodySafety.bound(functions, expressions, known);
        safe.addAll(known);
        return safe;
    }

    private void undeclared(Term term, Span place, Set<String> safe) {
        Set<String> missing = new TreeSet<>(VariableScan.needed(term));
        missing.removeIf(name -> safe.contains(name) || Scope.isGenerated(name));
        missing.forEach(name -> findings.fatal(
                Diagnostic.error(Diagnostic.Code.COMPILE, place, "var " + Scope.written(name) + " is undeclared")));
    }

    /// Descends into the bodies of one expression.
    private final class PrintClosures extends TreeWalk {
        private final Set<String> safe;

        PrintClosures(Set<String> safe) {
            this.safe = safe;
        }

        @Override
        void expression(Expression expression) {
            if (expression instanceof Expression.Every every) {
                term(every.domain());
                safe.add(every.value().name());
                if (every.key() != null) {
                    safe.add(every.key().name());
                }
                body(every.body());
            } else {
                super.expression(expression);
            }
        }

        @Override
        void body(Body body) {
            prints(body, safe);
        }
    }

    /// Meets every template, in the scope of its body.
    private final class Templates extends TreeWalk {
        private Set<String> safe;

        Templates(Set<String> safe) {
            this.safe = safe;
        }

        void enter(Body body) {
            safe = reached(body.expressions(), safe);
        }

        @Override
        void body(Body body) {
            Set<String> outer = safe;
            enter(body);
            super.body(body);
            safe = outer;
        }

        @Override
        void expression(Expression expression) {
            if (!(expression instanceof Expression.Every every)) {
                super.expression(expression);
                return;
            }
            term(every.domain());
            Set<String> outer = safe;
            safe = new HashSet<>(safe);
            safe.add(every.value().name());
            if (every.key() != null) {
                safe.add(every.key().name());
            }
            body(every.body());
            safe = outer;
        }

        @Override
        void term(Term term) {
            switch (term) {
                case Term.Template t -> t.parts().forEach(this::part);
                case Term.ArrayComprehension c -> closure(c.body(), List.of(c.element()));
                case Term.SetComprehension c -> closure(c.body(), List.of(c.element()));
                case Term.ObjectComprehension c -> closure(c.body(), List.of(c.key(), c.value()));
                default -> super.term(term);
            }
        }

        private void closure(Body body, List<Term> heads) {
            body(body);
            Set<String> outer = safe;
            enter(body);
            terms(heads);
            safe = outer;
        }

        private void part(Term part) {
            if (part instanceof Term.Call call) {
                Builtins.Entry entry = builtins.get(call.operator().text());
                if (entry != null && entry.declaration().relation()) {
                    findings.fatal(Diagnostic.error(
                            Diagnostic.Code.COMPILE,
                            Span.NONE,
                            "illegal call to relation built-in '"
                                    + call.operator().text() + "' that may cause multiple outputs"));
                    return;
                }
            }
            if (!(part instanceof Term.Var) && !Names.isComprehension(part)) {
                undeclared(part, part instanceof Term.Call ? Span.NONE : part.span(), safe);
            }
            term(part);
        }
    }
}
