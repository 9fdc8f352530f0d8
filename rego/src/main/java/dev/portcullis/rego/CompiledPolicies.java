package dev.portcullis.rego;

import dev.portcullis.rego.analysis.Documents;
import dev.portcullis.rego.analysis.RuleTree;
import dev.portcullis.rego.ast.Module;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.builtin.Builtins;
import dev.portcullis.rego.plan.Plan;
import dev.portcullis.rego.plan.Planner;
import dev.portcullis.rego.source.Span;
import dev.portcullis.rego.typing.DocumentTypes;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Compiled policies, not yet bound to data. Entry plans are made once and shared by every [ActivePolicies].
public final class CompiledPolicies {
    private final RuleTree tree;
    private final DocumentTypes types;
    private final Builtins builtins;
    private final List<String> packages;
    private final Map<String, PlannedEntry> entries = new ConcurrentHashMap<>();

    CompiledPolicies(RuleTree tree, DocumentTypes types, Builtins builtins, List<Module> modules) {
        this.tree = tree;
        this.types = types;
        this.builtins = builtins;
        this.packages =
                modules.stream().map(m -> m.path().text()).distinct().sorted().toList();
    }

    record PlannedEntry(Plan plan, int place) {}

    /// These policies over a base document `data`.
    public ActivePolicies bind(RegoObject data) {
        return new ActivePolicies(this, data);
    }

    /// The packages of all modules, such as `data.portcullis`, sorted.
    public List<String> packages() {
        return packages;
    }

    /// The names of every rule and function, such as `data.portcullis.decision`.
    public List<String> documents() {
        return tree.groups().stream().map(group -> group.name()).toList();
    }

    RuleTree tree() {
        return tree;
    }

    DocumentTypes types() {
        return types;
    }

    Builtins builtins() {
        return builtins;
    }

    PlannedEntry entry(String path) {
        return entries.computeIfAbsent(
                path,
                _ -> DeepStack.run(() -> plan(path), () -> {
                    throw new IllegalArgumentException(
                            "the policies behind `" + path + "` are too large to be planned");
                }));
    }

    private PlannedEntry plan(String path) {
        Planner planner = new Planner(tree, builtins);
        int place = planner.entry(ref(path));
        return new PlannedEntry(planner.finish(), place);
    }

    private static Term.Ref ref(String path) {
        String[] names = path.split("\\.", -1);
        if (!names[0].equals(Documents.DATA)) {
            throw new IllegalArgumentException("entrypoint `" + path + "` does not start with `data`");
        }
        List<Term> parts = new ArrayList<>();
        for (int i = 1; i < names.length; i++) {
            parts.add(new Term.Scalar(Span.NONE, RegoString.of(names[i])));
        }
        return new Term.Ref(Span.NONE, new Term.Var(Span.NONE, Documents.DATA), parts);
    }
}
