package dev.portcullis.pdp.decision;

import dev.portcullis.rego.eval.EvaluationContext;
import dev.portcullis.rego.eval.EvaluationException;
import dev.portcullis.rego.eval.Tracer;
import dev.portcullis.rego.value.RegoObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.LongSupplier;

/// Decides: the page to read. Synchronous, without side effects, and nothing escapes: whatever goes wrong is a
/// denial
/// with a code.
public final class DecisionEngine {
    private final ActiveState active;
    private final Limits.Evaluation limits;
    private final InstantSource clock;
    private final LongSupplier ticker;
    private final DecisionIds ids;
    private final Faults faults;

    /// @param clock the time of requests
    /// @param ticker [System#nanoTime], in which deadlines are given
    public DecisionEngine(
            ActiveState active,
            Limits.Evaluation limits,
            InstantSource clock,
            LongSupplier ticker,
            DecisionIds ids,
            Faults faults) {
        this.active = active;
        this.limits = limits;
        this.clock = clock;
        this.ticker = ticker;
        this.ids = ids;
        this.faults = faults;
    }

    /// Told of broken invariants, so that an operator hears of them; the caller gets a denial.
    @FunctionalInterface
    public interface Faults {
        /// A decision ended in something nobody expected.
        void broken(UUID decisionId, Throwable fault);
    }

    /// Answers a valid request. The record holds a lease; see [FactsRead].
    public DecisionRecord decide(DecisionRequest request, Call call) {
        Attempt attempt = begin(request, call);
        Verdict verdict;
        try {
            verdict = Verdict.of(outcome(attempt));
        } catch (Throwable fault) {
            // The single catch-all: an answer that cannot be given is a denial, whatever the cause.
            faults.broken(attempt.id, fault);
            verdict = Verdict.denied(ReasonCode.INTERNAL, "the server could not decide");
        }
        return conclude(attempt, verdict);
    }

    /// Denies without evaluating: what a door answers to a request that is not valid, or that it cannot take on.
    public DecisionRecord refuse(DecisionRequest request, Call call, ReasonCode code, String message) {
        return conclude(begin(request, call), Verdict.denied(code, message));
    }

    private Outcome outcome(Attempt attempt) {
        ActiveState.State state = attempt.read.under(active.acquire());
        return switch (Freshness.of(state, attempt.request.minSnapshot(), attempt.timeNs)) {
            case Freshness.Refused(ReasonCode code, String message) -> new Outcome.Refused(code, message);
            case Freshness.Fresh(ActiveState.Bound bound)
            when attempt.inTime(attempt.started) -> evaluate(attempt, bound);
            case Freshness.Fresh _ ->
                new Outcome.Refused(ReasonCode.DEADLINE_EXCEEDED, "the deadline passed before the evaluation");
        };
    }

    /// An evaluation that reaches our own limit is tried once more: the time may have gone into a pause of the process,
    /// which denies nobody anything. A slow policy is slow twice.
    private Outcome evaluate(Attempt attempt, ActiveState.Bound bound) {
        RegoObject lineage = attempt.read.lineage(bound, attempt.request, attempt.timeNs);
        RegoObject input = InputDocument.of(attempt.request, attempt.call, attempt.id, attempt.timeNs, lineage);
        Outcome first = evaluate(attempt, bound, input, attempt.started);
        if (!(first instanceof Outcome.Failed(EvaluationException.Code code, String _))
                || code != EvaluationException.Code.DEADLINE) {
            return first;
        }
        long now = ticker.getAsLong();
        return attempt.inTime(now) ? evaluate(attempt, bound, input, now) : first;
    }

    private Outcome evaluate(Attempt attempt, ActiveState.Bound bound, RegoObject input, long from) {
        EvaluationContext context = new EvaluationContext(
                input,
                limits.steps(),
                attempt.deadlineNanos(from + limits.timeNanos()),
                new EnvironmentAt(attempt.timeNs, attempt.id),
                bound.policies().strictBuiltinErrors(),
                attempt.read,
                Tracer.NONE);
        try {
            return new Outcome.Evaluated(bound.evaluator().evaluate(context));
        } catch (EvaluationException failure) {
            return new Outcome.Failed(failure.code(), failure.span().toString());
        }
    }

    private Attempt begin(DecisionRequest request, Call call) {
        long started = ticker.getAsLong();
        Instant now = clock.instant();
        long timeNs = now.getEpochSecond() * 1_000_000_000L + now.getNano();
        return new Attempt(request, call, ids.next(timeNs), timeNs, started, new FactsRead(limits.rows()));
    }

    private DecisionRecord conclude(Attempt attempt, Verdict verdict) {
        Decision decision = new Decision(
                attempt.id,
                attempt.request.requestId(),
                verdict,
                attempt.read.versions(attempt.timeNs),
                ticker.getAsLong() - attempt.started,
                attempt.read.enforcementOf(verdict, attempt.call.caller(), attempt.timeNs));
        return new DecisionRecord(attempt.timeNs, attempt.call, attempt.request, decision, attempt.read);
    }

    /// One request on its way to a decision.
    ///
    /// @param timeNs the time of the request, nanoseconds since 1970
    /// @param started when work on it began, in the ticker's nanoseconds
    private record Attempt(DecisionRequest request, Call call, UUID id, long timeNs, long started, FactsRead read) {
        boolean inTime(long now) {
            return call.deadlineNanos() == Call.NO_DEADLINE || call.deadlineNanos() - now > 0;
        }

        /// The earlier of the caller's deadline and our own.
        long deadlineNanos(long own) {
            boolean ownFirst = call.deadlineNanos() == Call.NO_DEADLINE || own - call.deadlineNanos() < 0;
            return ownFirst ? own : call.deadlineNanos();
        }
    }
}
