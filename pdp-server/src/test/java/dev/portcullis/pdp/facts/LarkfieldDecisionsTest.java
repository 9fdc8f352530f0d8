package dev.portcullis.pdp.facts;

import static dev.portcullis.pdp.facts.LineageDocumentTest.assertJson;
import static dev.portcullis.pdp.facts.LineageDocumentTest.at;
import static dev.portcullis.pdp.facts.SnapshotFixture.NOW_NS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.portcullis.pdp.decision.Action;
import dev.portcullis.pdp.decision.ActiveState;
import dev.portcullis.pdp.decision.BundleRevision;
import dev.portcullis.pdp.decision.Call;
import dev.portcullis.pdp.decision.Caller;
import dev.portcullis.pdp.decision.DecisionRequest;
import dev.portcullis.pdp.decision.InputDocument;
import dev.portcullis.pdp.decision.RequestContext;
import dev.portcullis.pdp.decision.Resource;
import dev.portcullis.pdp.decision.SnapshotVersion;
import dev.portcullis.pdp.decision.Subject;
import dev.portcullis.pdp.policy.BundleActivation;
import dev.portcullis.pdp.policy.BundleSource;
import dev.portcullis.pdp.policy.BundleWatcher;
import dev.portcullis.pdp.policy.PolicyEvents;
import dev.portcullis.pdp.policy.PolicyOptions;
import dev.portcullis.rego.RegoCompiler;
import dev.portcullis.rego.bundle.BundleLimits;
import dev.portcullis.rego.eval.Environment;
import dev.portcullis.rego.eval.EvaluationContext;
import dev.portcullis.rego.eval.EvaluationResult;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.snapshot.BaselineTuple.Level;
import dev.portcullis.snapshot.HighWaterMark;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The bundle of the repository over a snapshot, both brought in by their watchers: scenarios T9 and T21.
class LarkfieldDecisionsTest {
    @TempDir
    Path directory;

    private final ActiveState active = new ActiveState();
    private SnapshotFixture estate;

    @BeforeEach
    void activateBundle() {
        estate = Larkfield.addTo(new SnapshotFixture(directory)).source("aws");
        Path bundle = Path.of(System.getProperty("portcullis.root"), "policy-bundles/credential-governance");
        BundleActivation activation =
                new BundleActivation(RegoCompiler.standard(), new PolicyOptions("data.portcullis.decision", true));
        new BundleWatcher(
                        List.of(BundleSource.unsigned("credential-governance", bundle)),
                        BundleLimits.DEFAULT,
                        activation,
                        active,
                        InstantSource.system(),
                        new FailingEvents())
                .look();
    }

    /// Nothing may be rejected here.
    private static final class FailingEvents implements PolicyEvents, SnapshotEvents {
        @Override
        public void activated(List<BundleRevision> revisions, long tookNanos) {}

        @Override
        public void activated(SnapshotVersion version, String keyId, long tookNanos) {}

        @Override
        public void rejected(List<String> problems) {
            throw new AssertionError(String.join("\n", problems));
        }

        @Override
        public void rejected(String code, String message) {
            throw new AssertionError(code + ": " + message);
        }
    }

    @Test
    void secretOfOneFunction_readOnALaptop_isDenied() throws IOException {
        assertDecision("DENY", """
                ["consumer_first_seen", "consumer_unsanctioned"]
                """, request("mcp_server", Larkfield.DANA_DB, null, "secret.read", Larkfield.S_PSP));
    }

    @Test
    void secretOfOneFunction_readByAPerson_isDenied() throws IOException {
        assertDecision("DENY", """
                ["consumer_first_seen", "human_use_of_nhi"]
                """, request("user", Larkfield.DANA_USER, null, "secret.read", Larkfield.S_PSP));
    }

    @Test
    void secretOfOneFunction_readByIt_isAllowed() throws IOException {
        assertDecision("ALLOW", "[]", request("function", Larkfield.CAPTURE, null, "secret.read", Larkfield.S_PSP));
    }

    @Test
    void agentWithTheKeyOfItsShell_isDenied() throws IOException {
        assertDecision(
                "DENY",
                """
                ["ambient_credential", "consumer_first_seen", "production_credential_not_ephemeral"]
                """,
                request("ai_agent", Larkfield.DANA_CURSOR, Larkfield.K_CURSOR, "role.assume", Larkfield.R_EXPORTS));
    }

    @Test
    void agentThatWasExpected_isAllowed() throws IOException {
        estate.seen(Level.EXACT, Larkfield.R_EXPORTS, Larkfield.DANA_CURSOR);
        assertDecision(
                "ALLOW", "[]", request("ai_agent", Larkfield.DANA_CURSOR, null, "role.assume", Larkfield.R_EXPORTS));
    }

    @Test
    void idThatTheSnapshotLacks_isUnknown() throws IOException {
        assertDecision(
                "DENY",
                """
                ["lineage_unknown"]
                """,
                request("function", Larkfield.CAPTURE, null, "secret.read", "vault:secret:vault-prod/kv/nothing"));
    }

    private void assertDecision(String effect, String reasons, DecisionRequest request) throws IOException {
        estate.publish(100);
        new SnapshotWatcher(
                        new SnapshotSource(
                                estate.file, estate.trustFile, HighWaterMark.open(directory.resolve("mark"))),
                        active,
                        InstantSource.fixed(SnapshotFixture.NOW),
                        new FailingEvents())
                .look();
        ActiveState.State state = active.acquire();
        try {
            ActiveState.Bound bound = Objects.requireNonNull(state.bound());
            Call call = new Call("grpc", Caller.ANONYMOUS_LOOPBACK, Call.NO_DEADLINE);
            RegoObject input = InputDocument.of(
                    request, call, new UUID(0, 1), NOW_NS, bound.facts().lineage(request, NOW_NS));
            EvaluationResult result =
                    bound.evaluator().evaluate(EvaluationContext.ofInput(input, Environment.at(NOW_NS)));
            RegoObject decision = (RegoObject)
                    assertInstanceOf(EvaluationResult.Defined.class, result).value();
            assertJson(reasons, decision.get("reasons"));
            assertEquals(RegoString.of(effect), at(decision, "effect"));
        } finally {
            state.release();
        }
    }

    private static DecisionRequest request(
            String type, String subject, @Nullable String credential, String action, String resource) {
        RegoObject properties = credential == null
                ? RegoObject.empty()
                : RegoObject.builder()
                        .put("credential", RegoString.of(credential))
                        .build();
        boolean laptop = subject.contains("lt-dana-01") || subject.equals(Larkfield.DANA_USER);
        RequestContext context = new RequestContext(
                "",
                null,
                null,
                laptop ? "development" : "production",
                "eu-west-1",
                laptop ? "office" : "prod-core",
                laptop ? "10.40.0.5" : "10.10.0.5",
                3600,
                List.of(),
                null,
                RegoObject.empty());
        return new DecisionRequest(
                "r1",
                new Subject(type, subject, properties, List.of()),
                new Action(action, RegoObject.empty()),
                new Resource("vault_secret", resource, RegoObject.empty()),
                context,
                null,
                false);
    }
}
