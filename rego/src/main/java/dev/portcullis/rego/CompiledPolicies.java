package dev.portcullis.rego;

import dev.portcullis.rego.analysis.Documents;
import dev.portcullis.rego.analysis.RuleTree;
import dev.portcullis.rego.ast.Module;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.builtin.Builtins;
import dev.portcullis.rego.plan.Plan;
import dev.portcullis.rego.plan.PlanMode;
import dev.portcullis.rego.plan.Planner;
import dev.portcullis.rego.source.Span;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Compiled policies, not yet bound to data. Entry plans are made once and shared by every [ActivePolicies].
public final class CompiledPolicies {
    private final RuleTree tree;
    private final Builtins builtins;
    private final List<String> packages;
    private final PlanMode mode;
    private final Map<String, PlannedEntry> entries = new ConcurrentHashMap<>();

    CompiledPolicies(RuleTree tree, Builtins builtins, List<Module> modules) {
        this(
                tree,
                builtins,
                modules.stream().map(m -> m.path().text()).distinct().sorted().toList(),
                PlanMode.OPTIMISED);
    }

    private CompiledPolicies(RuleTree tree, Builtins builtins, List<String> packages, PlanMode mode) {
        this.tree = tree;
        this.builtins = builtins;
        this.packages = packages;
        this.mode = mode;
    }

    /// The same policies planned without rule index, early exit and joins: slower, and with the same answers.
    /// What an index leaves out may fail here instead, where errors of builtins are strict.
    public CompiledPolicies unoptimised() {
        return new CompiledPolicies(tree, builtins, packages, PlanMode.PLAIN);
    }

    /// The same policies planned so that a [dev.portcullis.rego.eval.Tracer] is told of every expression;
    /// otherwise as [#unoptimised].
    public CompiledPolicies traced() {
        return new CompiledPolicies(tree, builtins, packages, PlanMode.TRACED);
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

    Planner planner() {
        return new Planner(tree, builtins, mode);
    }

    RuleTree tree() {
        return tree;
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
        Planner planner = planner();
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
