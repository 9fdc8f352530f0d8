package dev.portcullis.pdp.app;

import dev.portcullis.pdp.decision.Action;
import dev.portcullis.pdp.decision.ActiveState;
import dev.portcullis.pdp.decision.Call;
import dev.portcullis.pdp.decision.Caller;
import dev.portcullis.pdp.decision.DecisionRequest;
import dev.portcullis.pdp.decision.Facts;
import dev.portcullis.pdp.decision.RequestContext;
import dev.portcullis.pdp.decision.Resource;
import dev.portcullis.pdp.decision.Subject;
import dev.portcullis.pdp.grpc.Rehearsal;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import java.util.ArrayList;
import java.util.List;

/// Rehearses questions made of the snapshot's own ids before the doors open, so that the first real question does not
/// pay for cold code with its deadline. Nothing is recorded and nobody is told.
public record WarmUp(Rehearsal rehearsal, ActiveState active) {
    private static final long MOST_NANOS = 3_000_000_000L;
    private static final long WARM_NANOS = 1_000_000L;
    private static final int IN_A_ROW = 200;
    private static final int SAMPLES = 16;
    private static final List<String> TYPES = List.of("workload", "mcp_server", "user", "ai_agent");

    /// Asks until answers come fast, or until the time is up.
    public void run() {
        List<DecisionRequest> questions = questions();
        Call call = new Call("grpc", Caller.ANONYMOUS_LOOPBACK, Call.NO_DEADLINE);
        long end = System.nanoTime() + MOST_NANOS;
        int fast = 0;
        for (int i = 0; !questions.isEmpty() && fast < IN_A_ROW && System.nanoTime() < end; i++) {
            long started = System.nanoTime();
            rehearsal.run(questions.get(i % questions.size()), call);
            fast = System.nanoTime() - started < WARM_NANOS ? fast + 1 : 0;
        }
    }

    private List<DecisionRequest> questions() {
        ActiveState.State state = active.acquire();
        try {
            List<DecisionRequest> questions = new ArrayList<>();
            Facts facts = state.facts();
            if (facts != null) {
                List<String> consumers = ids(facts, "consumers");
                List<String> places = ids(facts, "locations");
                for (int i = 0; i < Math.min(consumers.size(), places.size()); i++) {
                    questions.add(question(TYPES.get(i % TYPES.size()), consumers.get(i), places.get(i)));
                }
            }
            return questions;
        } finally {
            state.release();
        }
    }

    private static List<String> ids(Facts facts, String table) {
        List<String> ids = new ArrayList<>();
        if (facts.data().get(table) instanceof RegoObject rows) {
            for (int slot = 0; slot < Math.min(rows.size(), SAMPLES); slot++) {
                if (rows.key(slot) instanceof RegoString id) {
                    ids.add(id.value());
                }
            }
        }
        return ids;
    }

    private static DecisionRequest question(String type, String consumer, String place) {
        return new DecisionRequest(
                "",
                new Subject(type, consumer, RegoObject.empty(), List.of()),
                new Action("secret.read", RegoObject.empty()),
                new Resource("vault_secret", place, RegoObject.empty()),
                RequestContext.NONE,
                null,
                true);
    }
}
