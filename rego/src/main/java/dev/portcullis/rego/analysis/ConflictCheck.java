package dev.portcullis.rego.analysis;

import dev.portcullis.rego.ast.Rule;
import dev.portcullis.rego.source.Diagnostic;
import java.util.List;

/// Refuses rules that cannot stand side by side: different kinds under one name, several defaults, a document that is
/// also a package.
public final class ConflictCheck {
    private final List<Diagnostic> diagnostics;

    public ConflictCheck(List<Diagnostic> diagnostics) {
        this.diagnostics = diagnostics;
    }

    public void check(RuleTree tree) {
        RuleGroup group = tree.group();
        if (group != null) {
            if (!tree.children().isEmpty()) {
                List<String> below = tree.children().values().stream()
                        .map(child -> Documents.text(child.path()))
                        .toList();
                report(group.rules().getFirst(), "rule " + group.name() + " conflicts with " + below);
            }
            check(group);
        }
        tree.children().values().forEach(this::check);
    }

    private void check(RuleGroup group) {
        Rule first = group.rules().getFirst();
        long defaults = group.rules().stream()
                .filter(rule -> rule.isDefault() && depth(rule) == group.path().size())
                .count();
        if (defaults > 1) {
            report(first, "multiple default rules " + group.name() + " found");
        }
        for (Rule rule : group.rules()) {
            if (!agrees(group, first, rule)) {
                report(rule, "conflicting rules " + group.name() + " found");
                return;
            }
        }
    }

    private static boolean agrees(RuleGroup group, Rule first, Rule rule) {
        boolean sameCall = (first.head().arguments() == null) == (rule.head().arguments() == null)
                && argumentCount(first) == argumentCount(rule);
        return sameCall
                && switch (group.kind()) {
                    case COMPLETE, FUNCTION -> rule.head().key() == null;
                    case SET -> rule.head().key() != null;
                    case OBJECT -> depth(rule) > group.path().size();
                };
    }

    private static int depth(Rule rule) {
        return rule.head().ref().path().size();
    }

    private static int argumentCount(Rule rule) {
        return rule.head().arguments() == null ? 0 : rule.head().arguments().size();
    }

    private void report(Rule rule, String message) {
        diagnostics.add(Diagnostic.error(Diagnostic.Code.TYPE, rule.span(), message));
    }
}
