package dev.portcullis.rego;

import dev.portcullis.rego.analysis.ConflictCheck;
import dev.portcullis.rego.analysis.FunctionCheck;
import dev.portcullis.rego.analysis.NegationRewriter;
import dev.portcullis.rego.analysis.RecursionCheck;
import dev.portcullis.rego.analysis.Resolver;
import dev.portcullis.rego.analysis.RuleTree;
import dev.portcullis.rego.analysis.SafetyCheck;
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

/// Compiles policy sources. The phases stand in [#compile] in their order, one class each.
public final class RegoCompiler {
    private final Builtins builtins;

    /// A compiler that knows these builtins.
    public RegoCompiler(Builtins builtins) {
        this.builtins = builtins;
    }

    /// A compiler with the builtins of this module.
    public static RegoCompiler standard() {
        return new RegoCompiler(Builtins.core());
    }

    /// Compiles sources together. Later phases run only over what earlier ones accepted.
    public Compilation compile(List<PolicySource> sources) {
        return compile(sources, CompileOptions.DEFAULT);
    }

    /// Compiles sources together, with options.
    public Compilation compile(List<PolicySource> sources, CompileOptions options) {
        return DeepStack.run(() -> compileHere(sources, options), RegoCompiler::tooDeep);
    }

    private Compilation compileHere(List<PolicySource> sources, CompileOptions options) {
        List<Diagnostic> errors = new ArrayList<>();
        List<Module> parsed = parse(sources, errors);
        if (!errors.isEmpty()) {
            return rejected(errors);
        }
        List<Module> resolved = new Resolver(errors).resolve(parsed);
        List<Module> rewritten = new NegationRewriter().rewrite(resolved);
        RuleTree tree = RuleTree.of(rewritten);
        new ConflictCheck(errors).check(tree);
        FunctionCheck functions = new FunctionCheck(tree, builtins, errors);
        functions.check(rewritten);
        List<Module> ordered = new SafetyCheck(functions, errors).order(rewritten);
        RuleTree finished = RuleTree.of(ordered);
        new RecursionCheck(finished, errors).check();
        if (!errors.isEmpty()) {
            return rejected(errors);
        }
        DocumentTypes types = new TypeCheck(finished, builtins, functions, errors).check(ordered, options.schemas());
        return errors.isEmpty()
                ? new Compilation.Compiled(new CompiledPolicies(finished, types, builtins, ordered))
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
