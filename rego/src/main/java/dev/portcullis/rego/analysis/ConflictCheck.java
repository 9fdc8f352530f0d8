package dev.portcullis.rego.analysis;

import dev.portcullis.rego.ast.Module;
import dev.portcullis.rego.ast.Rule;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.source.Diagnostic;
import dev.portcullis.rego.source.Span;
import dev.portcullis.rego.syntax.TermText;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Refuses rules that cannot stand side by side: different kinds under one name, several defaults, a document that is
/// also a package.
public final class ConflictCheck {
    private final Findings findings;

    public ConflictCheck(Findings findings) {
        this.findings = findings;
    }

    public void check(List<Module> modules) {
        DefinitionTree.of(modules).forEach(node -> {
            if (!node.definitions().isEmpty()) {
                check(node);
            }
        });
        checkPackages(modules);
    }

    private void check(DefinitionTree node) {
        List<DefinitionTree.Definition> rules = node.definitions();
        String name = Scope.text(rules.getLast().ref());
        List<DefinitionTree.Definition> below = below(node);
        List<DefinitionTree.Definition> defaults =
                rules.stream().filter(each -> each.rule().isDefault()).toList();
        Span place = rules.getFirst().rule().span();
        if (!below.isEmpty()) {
            report(place, "rule " + name + " conflicts with:\n" + lines(below));
        } else if (isMixed(rules)) {
            report(place, "conflicting rules " + name + " found");
        } else if (defaults.size() > 1) {
            String places =
                    defaults.stream().map(each -> each.rule().span().toString()).collect(Collectors.joining(", "));
            report(defaults.getFirst().module().span(), "multiple default rules " + name + " found at " + places);
        }
    }

    /// The rules inside the value of the node's rules: all below a rule with one value, functions below any.
    private static List<DefinitionTree.Definition> below(DefinitionTree node) {
        if (node.isLeaf()) {
            return List.of();
        }
        if (node.definitions().stream().anyMatch(DefinitionTree.Definition::isGround)) {
            return outermost(node, _ -> true);
        }
        return outermost(node, DefinitionTree.Definition::isFunction);
    }

    private static List<DefinitionTree.Definition> outermost(
            DefinitionTree node, Predicate<DefinitionTree.Definition> wanted) {
        List<DefinitionTree.Definition> found = new ArrayList<>();
        for (DefinitionTree child : node.children()) {
            child.forEach(each -> each.definitions().stream()
                    .filter(wanted)
                    .filter(definition -> found.stream().noneMatch(outer -> isPrefix(outer.ref(), definition.ref())))
                    .forEach(found::add));
        }
        return found;
    }

    private static boolean isPrefix(Term.Ref prefix, Term.Ref ref) {
        int length = prefix.path().size();
        if (length > ref.path().size()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (!TermText.write(prefix.path().get(i))
                    .equals(TermText.write(ref.path().get(i)))) {
                return false;
            }
        }
        return true;
    }

    private static String lines(List<DefinitionTree.Definition> rules) {
        return rules.stream()
                .map(each -> "  rule " + Scope.text(each.ref()) + " at "
                        + each.rule().span())
                .collect(Collectors.joining("\n"));
    }

    private static boolean isMixed(List<DefinitionTree.Definition> rules) {
        long kinds = rules.stream().map(each -> isSet(each.rule())).distinct().count();
        long arities = rules.stream()
                .map(each -> each.rule().head().arguments() == null
                        ? 0
                        : each.rule().head().arguments().size())
                .distinct()
                .count();
        long complete = rules.stream()
                .filter(each -> !isSet(each.rule()) && each.isGround())
                .count();
        long groundSets = rules.stream()
                .filter(each -> isSet(each.rule()) && each.isGround())
                .count();
        long sets = rules.stream().filter(each -> isSet(each.rule())).count();
        return kinds > 1
                || arities > 1
                || (complete > 0 && complete < rules.size())
                || (groundSets > 0 && groundSets < sets);
    }

    private static boolean isSet(Rule rule) {
        return rule.head().value() == null;
    }

    /// A rule may not have the path of a package.
    private void checkPackages(List<Module> modules) {
        Map<List<RegoValue>, List<Module>> packages = new HashMap<>();
        modules.forEach(
                module -> packages.computeIfAbsent(Documents.groundPrefix(module.path()), _ -> new ArrayList<>())
                        .add(module));
        for (Module module : modules) {
            for (Rule rule : module.rules()) {
                List<RegoValue> path = Documents.groundPrefix(rule.head().ref());
                if (path.size() == rule.head().ref().path().size()) {
                    packages.getOrDefault(path, List.of())
                            .forEach(other -> report(
                                    module.span(),
                                    "package " + packageText(other) + " conflicts with rule " + ruleText(module, rule)
                                            + " defined at " + rule.span()));
                }
            }
        }
    }

    private static String packageText(Module module) {
        return Scope.text(below(module.path(), 0));
    }

    private static String ruleText(Module module, Rule rule) {
        return Scope.text(below(rule.head().ref(), module.path().path().size()));
    }

    /// The ref without its first parts; what was the next part becomes a name.
    private static Term.Ref below(Term.Ref ref, int depth) {
        Term first = ref.path().get(depth);
        String name =
                first instanceof Term.Scalar(var _, dev.portcullis.rego.value.RegoString text) ? text.value() : "";
        return new Term.Ref(
                ref.span(),
                new Term.Var(first.span(), name),
                ref.path().subList(depth + 1, ref.path().size()));
    }

    private void report(Span place, String message) {
        findings.fatal(Diagnostic.error(Diagnostic.Code.TYPE, place, message));
    }
}
