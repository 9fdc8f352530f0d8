package dev.portcullis.rego;

import dev.portcullis.rego.analysis.Documents;
import dev.portcullis.rego.analysis.RuleTree;
import dev.portcullis.rego.analysis.TestRules;
import dev.portcullis.rego.ast.Module;
import dev.portcullis.rego.ast.Rule;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.builtin.Builtins;
import dev.portcullis.rego.plan.Plan;
import dev.portcullis.rego.plan.PlanMode;
import dev.portcullis.rego.plan.Planner;
import dev.portcullis.rego.source.Span;
import dev.portcullis.rego.typing.DocumentTypes;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// Compiled policies, not yet bound to data. Entry plans are made once and shared by every [ActivePolicies].
public final class CompiledPolicies {
    private final RuleTree tree;
    private final DocumentTypes types;
    private final Builtins builtins;
    private final List<String> packages;
    private final List<TestRule> tests;
    private final PlanMode mode;
    private final Map<String, PlannedEntry> entries = new ConcurrentHashMap<>();

    CompiledPolicies(RuleTree tree, DocumentTypes types, Builtins builtins, List<Module> modules) {
        this(
                tree,
                types,
                builtins,
                modules.stream().map(m -> m.path().text()).distinct().sorted().toList(),
                modules.stream().flatMap(CompiledPolicies::tests).toList(),
                PlanMode.OPTIMISED);
    }

    private CompiledPolicies(
            RuleTree tree,
            DocumentTypes types,
            Builtins builtins,
            List<String> packages,
            List<TestRule> tests,
            PlanMode mode) {
        this.tree = tree;
        this.types = types;
        this.builtins = builtins;
        this.packages = packages;
        this.tests = tests;
        this.mode = mode;
    }

    /// The same policies planned without rule index, early exit and joins: slower, and with the same answers.
    /// What an index leaves out may fail here instead, where errors of builtins are strict.
    public CompiledPolicies unoptimised() {
        return new CompiledPolicies(tree, types, builtins, packages, tests, PlanMode.PLAIN);
    }

    /// The same policies planned so that a [dev.portcullis.rego.eval.Tracer] is told of every expression;
    /// otherwise as [#unoptimised].
    public CompiledPolicies traced() {
        return new CompiledPolicies(tree, types, builtins, packages, tests, PlanMode.TRACED);
    }

    private static Stream<TestRule> tests(Module module) {
        String packageName = module.path().text();
        List<TestRule> tests = new ArrayList<>();
        for (Rule rule : module.rules()) {
            TestRules.Found found = TestRules.of(rule, module.path().path().size());
            if (found != null) {
                List<String> below =
                        found.path().subList(found.packageLength(), found.path().size());
                tests.add(new TestRule(
                        packageName,
                        String.join(".", below),
                        found.path(),
                        rule.span(),
                        found.skipped(),
                        found.hasCases()));
            }
        }
        return tests.stream();
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

    /// The tests of all modules, in the order of the sources; see [RegoCompiler#forTests].
    public List<TestRule> tests() {
        return tests;
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
                _ -> DeepStack.run(() -> plan(ref(names(path))), () -> {
                    throw new IllegalArgumentException(
                            "the policies behind `" + path + "` are too large to be planned");
                }));
    }

    private PlannedEntry plan(Term.Ref ref) {
        Planner planner = planner();
        int place = planner.entry(ref);
        return new PlannedEntry(planner.finish(), place);
    }

    /// The document of a test.
    PlannedEntry entry(TestRule test) {
        return DeepStack.run(() -> plan(ref(test.path())), () -> {
            throw new IllegalArgumentException("the policies behind `" + test.name() + "` are too large to be planned");
        });
    }

    private static List<String> names(String path) {
        List<String> names = List.of(path.split("\\.", -1));
        if (!names.getFirst().equals(Documents.DATA)) {
            throw new IllegalArgumentException("entrypoint `" + path + "` does not start with `data`");
        }
        return names.subList(1, names.size());
    }

    private static Term.Ref ref(List<String> path) {
        List<Term> parts = new ArrayList<>();
        path.forEach(name -> parts.add(new Term.Scalar(Span.NONE, RegoString.of(name))));
        return new Term.Ref(Span.NONE, new Term.Var(Span.NONE, Documents.DATA), parts);
    }
}
