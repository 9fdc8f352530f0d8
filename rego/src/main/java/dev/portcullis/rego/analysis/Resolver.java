package dev.portcullis.rego.analysis;

import dev.portcullis.rego.ast.Import;
import dev.portcullis.rego.ast.Module;
import dev.portcullis.rego.ast.Rule;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.builtin.Builtins;
import dev.portcullis.rego.source.Diagnostic;
import dev.portcullis.rego.value.RegoString;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Gives every name its meaning: rules of the package and imports become refs below `data` or `input`, declared locals
/// get unique names, `some … in` becomes a unification. After this phase the only free variables are `data`, `input`
/// and undeclared body variables.
public final class Resolver {
    private final Builtins builtins;
    private final boolean strict;
    private final Findings findings;

    /// @param strict whether imports, parameters and assigned variables must be used
    public Resolver(Builtins builtins, boolean strict, Findings findings) {
        this.builtins = builtins;
        this.strict = strict;
        this.findings = findings;
    }

    /// The modules with names of rules and imports replaced by what they stand for.
    public List<Module> resolve(List<Module> modules) {
        Map<String, Set<String>> rulesByPackage = new HashMap<>();
        for (Module module : modules) {
            Set<String> names = rulesByPackage.computeIfAbsent(module.path().text(), _ -> new HashSet<>());
            module.rules().forEach(rule -> names.add(nameOf(rule)));
        }
        List<Module> resolved = new ArrayList<>();
        for (Module module : modules) {
            resolved.add(
                    resolve(module, rulesByPackage.getOrDefault(module.path().text(), Set.of())));
        }
        return resolved;
    }

    private Module resolve(Module module, Set<String> ruleNames) {
        NameResolver names = new NameResolver(globals(module, ruleNames));
        List<Rule> rules = new ArrayList<>();
        for (Rule rule : module.rules()) {
            checkParameters(rule);
            rules.add(names.rule(rule));
        }
        if (strict) {
            checkImports(module, names.used());
        }
        return module.withRules(rules);
    }

    private void checkParameters(Rule rule) {
        List<Term> parameters =
                rule.head().arguments() == null ? List.of() : rule.head().arguments();
        for (Term parameter : parameters) {
            String document = documentIn(parameter);
            if (!document.isEmpty()) {
                findings.fatal(Diagnostic.error(
                        Diagnostic.Code.COMPILE,
                        rule.span(),
                        "args must not shadow " + document + " (use a different variable name)"));
                return;
            }
        }
    }

    /// The first `input` or `data` that a parameter would bind; empty when there is none.
    private static String documentIn(Term parameter) {
        return switch (parameter) {
            case Term.ArrayLiteral a ->
                a.elements().stream()
                        .map(Resolver::documentIn)
                        .filter(name -> !name.isEmpty())
                        .findFirst()
                        .orElse("");
            case Term.ObjectLiteral o ->
                o.entries().stream()
                        .map(e -> documentIn(e.value()))
                        .filter(name -> !name.isEmpty())
                        .findFirst()
                        .orElse("");
            case Term.Var _, Term.Ref _ -> Names.document(parameter);
            case Term.Scalar _,
                    Term.SetLiteral _,
                    Term.ArrayComprehension _,
                    Term.SetComprehension _,
                    Term.ObjectComprehension _,
                    Term.Call _,
                    Term.Template _ -> "";
        };
    }

    private void checkImports(Module module, Set<String> used) {
        for (Import imported : module.imports()) {
            if (Imports.isDocument(imported) && !used.contains(Imports.name(imported))) {
                findings.add(
                        Diagnostic.error(Diagnostic.Code.COMPILE, imported.span(), Imports.text(imported) + " unused"));
            }
        }
    }

    /// The resolved modules with declared locals renamed.
    public List<Module> renameLocals(List<Module> modules) {
        List<Module> renamed = new ArrayList<>();
        for (Module module : modules) {
            RuleLocals locals = new RuleLocals(builtins, module.path(), strict, findings);
            renamed.add(
                    module.withRules(module.rules().stream().map(locals::rule).toList()));
        }
        return renamed;
    }

    /// What plain names mean in a module: the rules of its package, and its imports, which win.
    private static Map<String, Term.Ref> globals(Module module, Set<String> ruleNames) {
        Map<String, Term.Ref> globals = new HashMap<>();
        for (String name : ruleNames) {
            Term.Scalar last = new Term.Scalar(module.path().span(), RegoString.of(name));
            globals.put(name, Documents.ref(module.path().span(), module.path().path(), List.of(last)));
        }
        for (Import imported : module.imports()) {
            if (Imports.isDocument(imported)) {
                globals.put(Imports.name(imported), imported.path());
            }
        }
        return globals;
    }

    private static String nameOf(Rule rule) {
        return rule.head().ref().head() instanceof Term.Var name ? name.name() : "";
    }
}
