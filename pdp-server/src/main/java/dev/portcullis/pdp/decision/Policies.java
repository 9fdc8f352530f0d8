package dev.portcullis.pdp.decision;

import dev.portcullis.rego.eval.EvaluationContext;
import dev.portcullis.rego.eval.EvaluationException;
import dev.portcullis.rego.eval.EvaluationResult;
import dev.portcullis.rego.value.RegoObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A compiled set of bundles, as decisions use it. Immutable.
public interface Policies {
    long NEVER_STALE = Long.MAX_VALUE;

    /// What was compiled, one entry per bundle, in order of name.
    List<BundleRevision> revisions();

    /// The document that is a decision, such as `data.portcullis.decision`.
    String entrypoint();

    /// Whether an error of a builtin ends an evaluation (the rule) or is undefined (migrated policies).
    boolean strictBuiltinErrors();

    /// From then on these policies must not decide, nanoseconds since 1970; [#NEVER_STALE] for no limit.
    long notAfterNs();

    /// The trial that these policies are on; null when all their answers are enforced.
    @Nullable
    Shadow shadow();

    /// Binds the policies to their own data and these facts, once per swap and off the decision path.
    ///
    /// @param lineage the document `data.lineage`
    Evaluator bind(RegoObject lineage);

    /// An entrypoint bound to its data; used by many threads at once.
    interface Evaluator {
        /// Evaluates the entrypoint.
        ///
        /// @throws EvaluationException when there is no answer
        EvaluationResult evaluate(EvaluationContext context);
    }
}
