package dev.portcullis.rego;

import dev.portcullis.rego.analysis.Analysis;
import dev.portcullis.rego.analysis.Findings;
import dev.portcullis.rego.analysis.FunctionCheck;
import dev.portcullis.rego.analysis.QueryResolver;
import dev.portcullis.rego.ast.Body;
import dev.portcullis.rego.plan.Planner;
import dev.portcullis.rego.runtime.Interpreter;
import dev.portcullis.rego.source.Diagnostic;
import dev.portcullis.rego.source.RegoVersion;
import dev.portcullis.rego.source.Source;
import dev.portcullis.rego.source.Span;
import dev.portcullis.rego.syntax.Parser;
import dev.portcullis.rego.syntax.ParserOptions;
import dev.portcullis.rego.syntax.Parsing;
import dev.portcullis.rego.value.RegoObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Policies over data, ready to evaluate. Immutable; replaced as a whole when policies or data change.
public final class ActivePolicies {
    private final CompiledPolicies policies;
    private final RegoObject data;

    ActivePolicies(CompiledPolicies policies, RegoObject data) {
        this.policies = policies;
        this.data = data;
    }

    /// The document at a dotted path such as `data.portcullis.decision`, to be evaluated many times.
    ///
    /// @throws IllegalArgumentException when the path does not start with `data`
    public Entrypoint entrypoint(String path) {
        CompiledPolicies.PlannedEntry entry = policies.entry(path);
        return new Entrypoint(path, new Interpreter(entry.plan(), data), entry.place());
    }

    /// The tests of the policies, in the order of their sources.
    public List<TestRule> tests() {
        return policies.tests();
    }

    /// The document of a test.
    public Entrypoint entrypoint(TestRule test) {
        CompiledPolicies.PlannedEntry entry = policies.entry(test);
        return new Entrypoint(
                test.packageName() + "." + test.name(), new Interpreter(entry.plan(), data), entry.place());
    }

    /// Prepares an ad-hoc query.
    public Query query(String text) {
        return DeepStack.run(() -> queryHere(text), ActivePolicies::tooDeep);
    }

    private static Query tooDeep() {
        return new Query.Rejected(List.of(
                Diagnostic.error(Diagnostic.Code.COMPILE, Span.NONE, "the query is nested too deeply to be planned")));
    }

    private Query queryHere(String text) {
        Findings findings = new Findings(CompileOptions.DEFAULT.maxErrors());
        switch (Parser.parseQuery(new Source("", text), RegoVersion.V1, ParserOptions.DEFAULT)) {
            case Parsing.Failed<Body>(List<Diagnostic> diagnostics) -> {
                return new Query.Rejected(diagnostics);
            }
            case Parsing.Parsed<Body>(Body parsed) -> {
                FunctionCheck functions = new FunctionCheck(policies.tree(), policies.builtins(), findings);
                QueryResolver.Query resolved = QueryResolver.resolve(parsed, functions, findings);
                Body ordered =
                        new Analysis(policies.builtins(), findings).analyzeQuery(resolved.body(), policies.tree());
                if (!findings.stopped()) {
                    policies.types().check(ordered, functions, findings);
                }
                return findings.isEmpty() ? prepared(resolved, ordered) : new Query.Rejected(findings.sorted());
            }
        }
    }

    private Query prepared(QueryResolver.Query resolved, Body ordered) {
        Map<String, String> shown = new LinkedHashMap<>(resolved.variables());
        resolved.values().stream().filter(v -> !v.isEmpty()).forEach(v -> shown.put(v, v));
        Planner planner = policies.planner();
        int place = planner.query(ordered, shown);
        return new Query.Prepared(new Interpreter(planner.finish(), data), place, resolved.values());
    }
}
