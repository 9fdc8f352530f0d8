package dev.portcullis.rego;

import dev.portcullis.rego.analysis.Analysis;
import dev.portcullis.rego.analysis.Findings;
import dev.portcullis.rego.analysis.RuleTree;
import dev.portcullis.rego.ast.Module;
import dev.portcullis.rego.builtin.Builtins;
import dev.portcullis.rego.source.Diagnostic;
import dev.portcullis.rego.source.Span;
import dev.portcullis.rego.syntax.Parser;
import dev.portcullis.rego.syntax.ParserOptions;
import dev.portcullis.rego.syntax.Parsing;
import dev.portcullis.rego.typing.DocumentTypes;
import dev.portcullis.rego.typing.TypeCheck;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Compiles policy sources: parses them and hands the modules to [Analysis], where the phases stand in their order.
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
        return compile(sources, CompileOptions.DEFAULT);
    }

    /// Compiles sources together with options.
    public Compilation compile(List<PolicySource> sources, CompileOptions options) {
        return DeepStack.run(() -> compileHere(sources, options), RegoCompiler::tooDeep);
    }

    private Compilation compileHere(List<PolicySource> sources, CompileOptions options) {
        List<Diagnostic> syntaxErrors = new ArrayList<>();
        List<Module> parsed = parse(sources, syntaxErrors);
        if (!syntaxErrors.isEmpty()) {
            return new Compilation.Rejected(syntaxErrors);
        }
        Findings findings = new Findings(options.maxErrors());
        Analysis analysis = new Analysis(builtins, new Analysis.Mode(options.strict(), forTests), findings);
        Analysis.Analysed rules = analysis.analyze(parsed);
        if (rules == null) {
            return new Compilation.Rejected(findings.sorted());
        }
        RuleTree tree = RuleTree.of(rules.runnable());
        DocumentTypes types =
                new TypeCheck(tree, builtins, rules.functions(), findings).check(rules.runnable(), options.schemas());
        analysis.checkBuiltins(rules);
        return findings.isEmpty()
                ? new Compilation.Compiled(new CompiledPolicies(tree, types, builtins, rules.runnable()))
                : new Compilation.Rejected(findings.sorted());
    }

    private static List<Module> parse(List<PolicySource> sources, List<Diagnostic> errors) {
        List<Module> modules = new ArrayList<>();
        List<PolicySource> byName = sources.stream()
                .sorted(Comparator.comparing(each -> each.source().name()))
                .toList();
        for (PolicySource source : byName) {
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
}
