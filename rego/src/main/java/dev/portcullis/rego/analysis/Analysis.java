package dev.portcullis.rego.analysis;

import dev.portcullis.rego.ast.Body;
import dev.portcullis.rego.ast.Module;
import dev.portcullis.rego.builtin.Builtins;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The phases between parser and planner, in OPA's order. A phase with a fatal finding is the last.
public final class Analysis {
    private final Builtins builtins;
    private final Mode mode;
    private final Findings findings;

    /// @param strict whether the checks of `opa check --strict` are made
    /// @param forTests whether the tests among the rules are going to run, see [TestRules]
    public record Mode(boolean strict, boolean forTests) {
        /// Neither.
        public static final Mode PLAIN = new Mode(false, false);
    }

    public Analysis(Builtins builtins, Mode mode, Findings findings) {
        this.builtins = builtins;
        this.mode = mode;
        this.findings = findings;
    }

    /// In the plain mode.
    public Analysis(Builtins builtins, Findings findings) {
        this(builtins, Mode.PLAIN, findings);
    }

    /// Rules that every phase up to here accepted.
    ///
    /// @param written as the author wrote them, with names resolved
    /// @param runnable what is planned: negations rewritten, bodies in an order that can be run
    public record Analysed(
            List<Module> written, List<Module> runnable, FunctionCheck functions, ReservedNames reserved) {
        public Analysed {
            written = List.copyOf(written);
            runnable = List.copyOf(runnable);
        }
    }

    /// Everything up to the judgement of types; null when a finding was fatal.
    public @Nullable Analysed analyze(List<Module> parsed) {
        Resolver resolver = new Resolver(builtins, mode.strict, findings);
        List<Module> resolved = resolver.resolve(parsed);
        if (findings.stopped()) {
            return null;
        }
        ReservedNames reserved = new ReservedNames(mode.strict, findings);
        reserved.check(resolved);
        List<Module> described = new MetadataCalls(resolver.renameLocals(resolved)).rewrite();
        List<Module> renamed = mode.forTests ? new TestRules().prepare(described) : described;
        RuleTree tree = RuleTree.of(renamed);
        FunctionCheck functions = new FunctionCheck(tree, builtins, findings);
        TextCheck texts = new TextCheck(functions, builtins, findings);
        CallRules calls = new CallRules(builtins, findings);
        List<Module> flat = flat(renamed, functions);
        run(List.of(
                () -> texts.checkTemplates(renamed),
                () -> calls.checkVoid(renamed),
                () -> texts.checkPrints(renamed),
                () -> new WithCheck(tree, builtins, findings).check(renamed),
                () -> new ConflictCheck(findings).check(renamed),
                () -> functions.check(renamed),
                () -> new SafetyCheck(functions, findings).check(flat),
                () -> new RecursionCheck(findings).check(flat)));
        if (findings.stopped()) {
            return null;
        }
        List<Module> runnable = new BodyOrder(functions, findings).order(new NegationRewriter().rewrite(renamed));
        return findings.stopped() ? null : new Analysed(renamed, runnable, functions, reserved);
    }

    /// What comes after the judgement of types: builtins that are deprecated or not available.
    public void checkBuiltins(Analysed rules) {
        run(List.of(
                () -> new CallRules(builtins, findings).checkDeprecated(rules.written, rules.reserved),
                () -> new Availability(builtins, findings).check(rules.written)));
    }

    private void run(List<Runnable> checks) {
        for (Runnable check : checks) {
            if (findings.stopped()) {
                return;
            }
            check.run();
        }
    }

    private static List<Module> flat(List<Module> modules, FunctionCheck functions) {
        return modules.stream()
                .map(m -> m.withRules(m.rules().stream()
                        .map(rule -> Expansion.of(rule, functions))
                        .toList()))
                .toList();
    }

    /// What is planned of a resolved query over rules; only of use without findings.
    public Body analyzeQuery(Body resolved, RuleTree tree) {
        FunctionCheck functions = new FunctionCheck(tree, builtins, findings);
        Body flat = Expansion.of(resolved, functions);
        run(List.of(
                () -> new WithCheck(tree, builtins, findings).check(resolved),
                () -> functions.check(resolved),
                () -> new SafetyCheck(functions, findings).check(flat),
                () -> new Availability(builtins, findings).check(resolved)));
        if (findings.stopped()) {
            return resolved;
        }
        return new BodyOrder(functions, findings).order(new NegationRewriter().body(resolved));
    }
}
