package dev.portcullis.rego.analysis;

import dev.portcullis.rego.ast.Body;
import dev.portcullis.rego.ast.Expression;
import dev.portcullis.rego.ast.Module;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.builtin.Builtins;
import dev.portcullis.rego.builtin.Declaration;
import dev.portcullis.rego.source.Diagnostic;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Refuses `with` targets that cannot be replaced; of each body the first.
public final class WithCheck {
    private static final String BUILTIN = "with keyword replacing built-in function: ";
    private static final Set<String> IRREPLACEABLE = Set.of("eq", "rego.metadata.chain", "rego.metadata.rule");

    private final RuleTree tree;
    private final Builtins builtins;
    private final Findings findings;

    public WithCheck(RuleTree tree, Builtins builtins, Findings findings) {
        this.tree = tree;
        this.builtins = builtins;
        this.findings = findings;
    }

    public void check(List<Module> modules) {
        modules.forEach(module -> module.rules().forEach(rule -> walk().rule(rule)));
    }

    public void check(Body body) {
        walk().body(body);
    }

    private TreeWalk walk() {
        return new TreeWalk() {
            @Override
            void body(Body body) {
                checkFirst(body);
                super.body(body);
            }
        };
    }

    private void checkFirst(Body body) {
        for (Expression expression : body.expressions()) {
            for (Expression.With with : expression.withs()) {
                Diagnostic problem = problem(with.target());
                if (problem != null) {
                    findings.fatal(problem);
                    return;
                }
            }
        }
    }

    private @Nullable Diagnostic problem(Term.Ref target) {
        String head = target.head() instanceof Term.Var variable ? variable.name() : "";
        if (head.equals(Documents.INPUT)) {
            return null;
        }
        if (head.equals(Documents.DATA)) {
            return tree.isBelowRule(target)
                    ? error(target, "with keyword cannot partially replace virtual document(s)")
                    : null;
        }
        Builtins.Entry entry = builtins.get(target.text());
        if (entry != null) {
            String refusal = refusal(entry.declaration(), target);
            return refusal.isEmpty() ? null : error(target, BUILTIN + refusal);
        }
        return Diagnostic.error(
                Diagnostic.Code.TYPE,
                target.span(),
                "with keyword target must reference existing input, data, or a function");
    }

    private static String refusal(Declaration declaration, Term.Ref target) {
        if (IRREPLACEABLE.contains(declaration.name())) {
            return "replacement of \"" + declaration.name() + "\" invalid";
        }
        if (target.head() instanceof Term.Var head && head.name().equals("internal")) {
            return "replacement of internal function \"" + target.text() + "\" invalid";
        }
        if (declaration.relation()) {
            return "target must not be a relation";
        }
        return declaration.isVoid() ? "target must not be a void function" : "";
    }

    private static Diagnostic error(Term.Ref target, String message) {
        return Diagnostic.error(Diagnostic.Code.COMPILE, target.span(), message);
    }
}
