package dev.portcullis.pdp.decision;

import dev.portcullis.rego.eval.EvaluationResult;
import dev.portcullis.rego.eval.RuleReference;
import dev.portcullis.rego.source.Span;
import dev.portcullis.rego.value.JsonException;
import dev.portcullis.rego.value.RegoJson;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Policies by hand: one evaluator, whatever the facts.
public record FakePolicies(
        Evaluator evaluator, long notAfterNs, @Nullable Shadow shadow) implements Policies {
    public FakePolicies(Evaluator evaluator) {
        this(evaluator, NEVER_STALE, null);
    }

    /// The same policies on trial.
    public FakePolicies on(Shadow trial) {
        return new FakePolicies(evaluator, notAfterNs, trial);
    }

    /// Policies whose answer is always this JSON.
    public static FakePolicies answering(String json) {
        return new FakePolicies(_ -> defined(json(json)));
    }

    public static RegoValue json(String json) {
        try {
            return RegoJson.read(json);
        } catch (JsonException wrong) {
            throw new AssertionError(wrong.located(), wrong);
        }
    }

    public static EvaluationResult defined(RegoValue value) {
        return new EvaluationResult.Defined(
                value,
                List.of(new RuleReference("data.portcullis.decision", new Span("portcullis/main.rego", 12, 1, 0, 1))));
    }

    @Override
    public List<BundleRevision> revisions() {
        return List.of(new BundleRevision("fake", "1"));
    }

    @Override
    public String entrypoint() {
        return "data.portcullis.decision";
    }

    @Override
    public boolean strictBuiltinErrors() {
        return true;
    }

    @Override
    public Evaluator bind(RegoObject lineage) {
        return evaluator;
    }
}
