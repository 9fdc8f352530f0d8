package dev.portcullis.rego.analysis;

import dev.portcullis.rego.ast.Import;
import dev.portcullis.rego.ast.Module;
import dev.portcullis.rego.ast.Rule;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.source.Diagnostic;
import dev.portcullis.rego.value.RegoString;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Gives every name its meaning: rules of the package and imports become refs below `data` or `input`, declared
/// locals
/// get unique names, `some … in` becomes a unification. After this phase the only free variables are `data`, `input`
/// and
/// undeclared body variables.
public final class Resolver {
    private final List<Diagnostic> diagnostics;

    public Resolver(List<Diagnostic> diagnostics) {
        this.diagnostics = diagnostics;
    }

    /// The modules with all names resolved.
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
        Map<String, Term.Ref> globals = globals(module, ruleNames);
        List<Rule> rules = new ArrayList<>();
        for (Rule rule : module.rules()) {
            rules.add(new RuleResolver(globals, module.path(), diagnostics).resolve(rule));
        }
        return module.withRules(rules);
    }

    /// What plain names mean in a module: its imports, and the rules of its package, which win.
    static Map<String, Term.Ref> globals(Module module, Set<String> ruleNames) {
        Map<String, Term.Ref> globals = new HashMap<>();
        for (Import imported : module.imports()) {
            if (imported.path().head() instanceof Term.Var head
                    && (head.name().equals(Documents.DATA) || head.name().equals(Documents.INPUT))) {
                globals.put(importedName(imported), imported.path());
            }
        }
        for (String name : ruleNames) {
            Term.Scalar last = new Term.Scalar(module.path().span(), RegoString.of(name));
            globals.put(name, Documents.ref(module.path().span(), module.path().path(), List.of(last)));
        }
        return globals;
    }

    private static String importedName(Import imported) {
        if (imported.alias() != null) {
            return imported.alias();
        }
        List<Term> path = imported.path().path();
        if (!path.isEmpty()
                && path.getLast() instanceof Term.Scalar scalar
                && scalar.value() instanceof RegoString name) {
            return name.value();
        }
        return imported.path().head() instanceof Term.Var head ? head.name() : "";
    }

    private static String nameOf(Rule rule) {
        return rule.head().ref().head() instanceof Term.Var name ? name.name() : "";
    }
}
