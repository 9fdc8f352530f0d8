package dev.portcullis.conformance.suite;

import dev.portcullis.rego.ActivePolicies;
import dev.portcullis.rego.Compilation;
import dev.portcullis.rego.PolicySource;
import dev.portcullis.rego.Query;
import dev.portcullis.rego.RegoCompiler;
import dev.portcullis.rego.builtin.Builtins;
import dev.portcullis.rego.builtin.Declaration;
import dev.portcullis.rego.eval.Environment;
import dev.portcullis.rego.eval.EvaluationContext;
import dev.portcullis.rego.eval.EvaluationException;
import dev.portcullis.rego.eval.EvaluationLimits;
import dev.portcullis.rego.eval.RowObserver;
import dev.portcullis.rego.eval.Tracer;
import dev.portcullis.rego.source.Diagnostic;
import dev.portcullis.rego.source.RegoVersion;
import dev.portcullis.rego.source.Source;
import dev.portcullis.rego.types.Type;
import dev.portcullis.rego.value.JsonException;
import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoJson;
import dev.portcullis.rego.value.RegoNull;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoSet;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Judges a case as OPA's own runner does (`v1/topdown/exported_test.go`): modules are compiled together at the set's
/// language level, results are compared as sets of bindings after conversion to JSON, an error's text is part of what
/// was said, its code is equal.
///
/// @param version language level of the set's modules
record Judge(RegoVersion version) {
    /// Far above what any case needs; a case that loops fails instead of holding up the rest.
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final String GENERATED = "__localq";

    /// OPA's test binary registers `test.sleep`, which one case calls; what it slept for does not matter there.
    private static final Builtins BUILTINS = Builtins.core()
            .with(to -> to.declare(
                    new Declaration(
                            "test.sleep",
                            "",
                            List.of(new Type.Text()),
                            new Type.Null(),
                            false,
                            false,
                            false,
                            false,
                            false),
                    (_, _) -> RegoNull.NULL_VALUE));

    /// What is wrong, a sentence; null when the case passes.
    @Nullable
    String problemOf(SuiteCase each) {
        try {
            return compare(each, run(each, policies(each)));
        } catch (EvaluationException failure) {
            return compareError(each, failure);
        } catch (Refused refused) {
            return refused.getMessage();
        } catch (RuntimeException | StackOverflowError | AssertionError defect) {
            return "a defect: " + defect;
        }
    }

    private ActivePolicies policies(SuiteCase each) throws Refused {
        List<PolicySource> sources = new ArrayList<>();
        for (String module : each.modules()) {
            sources.add(new PolicySource(new Source("test-" + sources.size() + ".rego", module), version));
        }
        return switch (new RegoCompiler(BUILTINS).compile(sources)) {
            case Compilation.Compiled(var policies) -> policies.bind(each.data());
            case Compilation.Rejected(var diagnostics) -> throw new Refused("modules", diagnostics);
        };
    }

    private static List<Query.Row> run(SuiteCase each, ActivePolicies policies) throws Refused {
        RegoValue input = each.input();
        if (each.inputTerm() != null) {
            // A term in braces would be read as a body.
            String term = "__input__ = " + each.inputTerm();
            input = prepared(policies, term)
                    .evaluate(context(null, false))
                    .getFirst()
                    .bindings()
                    .get("__input__");
        }
        return prepared(policies, each.query()).evaluate(context(input, each.strictErrors()));
    }

    private static Query.Prepared prepared(ActivePolicies policies, String query) throws Refused {
        return switch (policies.query(query)) {
            case Query.Prepared prepared -> prepared;
            case Query.Rejected(var diagnostics) -> throw new Refused("query", diagnostics);
        };
    }

    private static EvaluationContext context(@Nullable RegoValue input, boolean strict) {
        Instant now = Instant.now();
        return new EvaluationContext(
                input,
                EvaluationLimits.TOOL,
                System.nanoTime() + PATIENCE.toNanos(),
                Environment.at(now.getEpochSecond() * 1_000_000_000L + now.getNano()),
                strict,
                RowObserver.NONE,
                Tracer.NONE);
    }

    private static @Nullable String compareError(SuiteCase each, EvaluationException failure) {
        String text = failure.span() + ": " + failure.code().text() + ": " + failure.getMessage();
        if (each.wantError() == null && each.wantErrorCode() == null) {
            return "unexpected error " + text;
        }
        if (each.wantErrorCode() != null
                && !each.wantErrorCode().equals(failure.code().text())) {
            return "wanted the code " + each.wantErrorCode() + ", got " + text;
        }
        if (each.wantError() != null && !text.contains(each.wantError())) {
            return "wanted the error `" + each.wantError() + "`, got `" + text + "`";
        }
        return null;
    }

    private static @Nullable String compare(SuiteCase each, List<Query.Row> rows) {
        if (each.wantError() != null || each.wantErrorCode() != null) {
            return "wanted an error, " + each.wantErrorCode() + " `" + each.wantError() + "`, got "
                    + rows.stream().map(row -> row.bindings().toString()).toList();
        }
        if (each.wantResult() == null) {
            return "the case wants nothing";
        }
        RegoSet wanted = RegoSet.of(each.wantResult().toList().toArray(RegoValue[]::new));
        RegoSet got =
                RegoSet.of(rows.stream().map(row -> json(each, row.bindings())).toArray(RegoValue[]::new));
        return wanted.equals(got) ? null : "wanted " + wanted + ", got " + got;
    }

    private static RegoValue json(SuiteCase each, RegoObject bindings) {
        RegoObject.Builder all = RegoObject.builder();
        for (int slot = 0; slot < bindings.size(); slot++) {
            String name = ((RegoString) bindings.key(slot)).value();
            if (!each.ignoreGenerated() || !name.startsWith(GENERATED)) {
                RegoValue value = asJson(bindings.value(slot));
                all.put(name, each.sortBindings() && value instanceof RegoArray array ? sorted(array) : value);
            }
        }
        return all.build();
    }

    private static RegoArray sorted(RegoArray array) {
        return RegoArray.copyOf(array.toList().stream().sorted().toList());
    }

    private static RegoValue asJson(RegoValue value) {
        try {
            return RegoJson.read(RegoJson.write(value));
        } catch (JsonException broken) {
            throw new IllegalStateException("our own JSON cannot be read: " + broken.located(), broken);
        }
    }

    /// Modules or query that do not compile; no case expects that.
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String what, List<Diagnostic> diagnostics) {
            super(what + ": " + diagnostics.stream().map(Diagnostic::text).collect(Collectors.joining("; ")));
        }
    }
}
