package dev.portcullis.rego;

import dev.portcullis.rego.analysis.ConflictCheck;
import dev.portcullis.rego.analysis.FunctionCheck;
import dev.portcullis.rego.analysis.MetadataCalls;
import dev.portcullis.rego.analysis.NegationRewriter;
import dev.portcullis.rego.analysis.RecursionCheck;
import dev.portcullis.rego.analysis.Resolver;
import dev.portcullis.rego.analysis.RuleTree;
import dev.portcullis.rego.analysis.SafetyCheck;
import dev.portcullis.rego.analysis.TestRules;
import dev.portcullis.rego.ast.Module;
import dev.portcullis.rego.builtin.Builtins;
import dev.portcullis.rego.source.Diagnostic;
import dev.portcullis.rego.source.Span;
import dev.portcullis.rego.syntax.Parser;
import dev.portcullis.rego.syntax.ParserOptions;
import dev.portcullis.rego.syntax.Parsing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Compiles policy sources. The phases stand in [#compile] in their order, one class each.
public final class RegoCompiler {
    private final Builtins builtins;
    private final boolean forTests;

    /// A compiler that knows these builtins.
    public RegoCompiler(Builtins builtins) {
        this(builtins, false);
    }

    private RegoCompiler(Builtins builtins, boolean forTests) {
        this.builtins = builtins;
        this.forTests = forTests;
    }

    /// This compiler for policies whose tests are going to run: every test, also a repeated one, is a document of its
    /// own, and tests with cases tell the tracer which case they are at.
    public RegoCompiler forTests() {
        return new RegoCompiler(builtins, true);
    }

    /// A compiler with the builtins of this module.
    public static RegoCompiler standard() {
        return new RegoCompiler(Builtins.core());
    }

    /// Compiles sources together. Later phases run only over what earlier ones accepted.
    public Compilation compile(List<PolicySource> sources) {
        return DeepStack.run(() -> compileHere(sources), RegoCompiler::tooDeep);
    }

    private Compilation compileHere(List<PolicySource> sources) {
        List<Diagnostic> errors = new ArrayList<>();
        List<Module> parsed = parse(sources, errors);
        if (!errors.isEmpty()) {
            return rejected(errors);
        }
        List<Module> resolved = new Resolver(errors).resolve(parsed);
        List<Module> described = new MetadataCalls(resolved).rewrite();
        List<Module> prepared = forTests ? new TestRules().prepare(described) : described;
        List<Module> rewritten = new NegationRewriter().rewrite(prepared);
        RuleTree tree = RuleTree.of(rewritten);
        new ConflictCheck(errors).check(tree);
        FunctionCheck functions = new FunctionCheck(tree, builtins, errors);
        functions.check(rewritten);
        List<Module> ordered = new SafetyCheck(functions, errors).order(rewritten);
        RuleTree finished = RuleTree.of(ordered);
        new RecursionCheck(finished, errors).check();
        return errors.isEmpty()
                ? new Compilation.Compiled(new CompiledPolicies(finished, builtins, ordered))
                : rejected(errors);
    }

    private static List<Module> parse(List<PolicySource> sources, List<Diagnostic> errors) {
        List<Module> modules = new ArrayList<>();
        for (PolicySource source : sources) {
            switch (Parser.parse(source.source(), source.version(), ParserOptions.DEFAULT)) {
                case Parsing.Parsed<Module>(Module module) -> modules.add(module);
                case Parsing.Failed<Module>(List<Diagnostic> diagnostics) -> errors.addAll(diagnostics);
            }
        }
        return modules;
    }

    private static Compilation tooDeep() {
        return new Compilation.Rejected(List.of(
                Diagnostic.error(Diagnostic.Code.COMPILE, Span.NONE, "policies are nested too deeply to be compiled")));
    }

    private static Compilation rejected(List<Diagnostic> errors) {
        List<Diagnostic> sorted = new ArrayList<>(errors);
        sorted.sort(Comparator.comparing((Diagnostic d) -> d.span().file())
                .thenComparingInt(d -> d.span().row())
                .thenComparingInt(d -> d.span().column()));
        return new Compilation.Rejected(sorted);
    }
}
