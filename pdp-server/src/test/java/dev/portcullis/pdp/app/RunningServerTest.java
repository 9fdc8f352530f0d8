package dev.portcullis.pdp.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.proto.pdp.v1.Decision;
import dev.portcullis.proto.pdp.v1.Effect;
import dev.portcullis.proto.pdp.v1.Enforcement;
import dev.portcullis.proto.pdp.v1.ReasonCode;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A whole server from its configuration file on: what it does when bundles and snapshots get old or bad.
class RunningServerTest {
    @TempDir
    private Path folder = Path.of("");

    private Site site;

    @BeforeEach
    void build() throws Exception {
        site = new Site(folder);
    }

    @Test
    void snapshotThatGetsOldWhileTheServerRuns_isStale_untilANewerOneComes() throws Exception {
        try (RunningServer server = site.start()) {
            assertEquals(Effect.EFFECT_ALLOW, Site.ask(server).getEffect());
            assertTrue(Site.get(server, "/ready").startsWith("200 "));

            site.moveTo(Site.NOW.plus(Duration.ofHours(1)));
            assertDenied(ReasonCode.REASON_CODE_SNAPSHOT_STALE, Site.ask(server));
            assertTrue(Site.get(server, "/ready").startsWith("503 "));
            assertTrue(Site.get(server, "/ready").contains("the active snapshot is past its freshness limit"));
            assertTrue(Site.get(server, "/metrics")
                    .contains("pdp_decisions_total{code=\"snapshot_stale\",effect=\"deny\"} 1.0"));

            site.snapshot(2);
            site.awaitSaid("snapshot active version=1.2");
            assertEquals(Effect.EFFECT_ALLOW, Site.ask(server).getEffect());
        }
    }

    @Test
    void serverStartedOnAnExpiredSnapshot_denies_andTakesANewOneWithoutARestart() throws Exception {
        site.moveTo(Site.NOW.plus(Duration.ofHours(2)));
        try (RunningServer server = site.start()) {
            site.awaitSaid("snapshot rejected code=expired: ");
            assertDenied(ReasonCode.REASON_CODE_SNAPSHOT_NOT_LOADED, Site.ask(server));
            assertTrue(Site.get(server, "/ready").contains("is past its freshness limit"));

            site.snapshot(2);
            site.awaitSaid("snapshot active version=1.2");
            assertEquals(Effect.EFFECT_ALLOW, Site.ask(server).getEffect());
            assertTrue(Site.get(server, "/ready").startsWith("200 "));
        }
    }

    @Test
    void badBundle_leavesTheLastGoodOne() throws Exception {
        try (RunningServer server = site.start()) {
            site.bundle("r2", "");
            site.awaitSaid("bundle rejected: ");
            Decision decision = Site.ask(server);
            assertEquals(Effect.EFFECT_ALLOW, decision.getEffect());
            assertEquals("r1", decision.getBundles(0).getRevision());

            site.bundle("r3", "DENY");
            site.awaitSaid("revision=r3");
            assertDenied(ReasonCode.REASON_CODE_POLICY_DENY, Site.ask(server));
        }
    }

    @Test
    void badSnapshot_leavesTheLastGoodOne() throws Exception {
        try (RunningServer server = site.start()) {
            site.brokenSnapshot();
            site.awaitSaid("snapshot rejected code=");
            Decision decision = Site.ask(server);
            assertEquals(Effect.EFFECT_ALLOW, decision.getEffect());
            assertEquals(1, decision.getSnapshot().getSeq());
        }
    }

    @Test
    void badBundleOrSnapshotAtTheStart_isAReasonNotToStart() throws Exception {
        site.bundle("r2", "");
        assertThrows(StartException.class, site::start);
        site.bundle("r3", "ALLOW");
        site.brokenSnapshot();
        assertThrows(StartException.class, site::start);
    }

    @Test
    void ready_comesAfterTheRehearsal() throws Exception {
        try (RunningServer server = site.start()) {
            String said = site.said();
            assertTrue(said.indexOf(" warm ms=") > 0, said);
            assertTrue(said.indexOf(" warm ms=") < said.indexOf(" ready "), said);
            assertTrue(Site.get(server, "/ready").startsWith("200 "));
            // What is rehearsed is neither counted nor recorded.
            assertTrue(
                    Site.get(server, "/metrics").contains("pdp_decisions_total{code=\"none\",effect=\"allow\"} 0.0"));
        }
    }

    @Test
    void bundleOnTrial_saysSoEverywhere_untilTheTrialEnds() throws Exception {
        site.bundle("r2", "DENY");
        site.configure(
                "directory: bundle",
                "directory: bundle, shadow: {callers: [{type: anonymous, id: loopback}], until: 2026-11-02T09:30:00Z}");
        try (RunningServer server = site.start()) {
            site.awaitSaid("shadow bundle=b callers=1 until=2026-11-02T09:30:00Z");
            Decision decision = Site.ask(server);
            assertDenied(ReasonCode.REASON_CODE_POLICY_DENY, decision);
            assertEquals(Enforcement.ENFORCEMENT_SHADOW, decision.getEnforcement());
            String ready = Site.get(server, "/ready");
            assertTrue(ready.contains("\"enforcement\":\"SHADOW\""), ready);
            assertTrue(
                    ready.contains("\"shadow\":{\"bundle\":\"b\",\"callers\":[\"anonymous:loopback\"],\"until_ns\":"),
                    ready);
            String metrics = Site.get(server, "/metrics");
            assertTrue(metrics.contains("pdp_shadow_decisions_total{effect=\"deny\"} 1.0"), metrics);
            assertTrue(metrics.contains("pdp_shadow_seconds 1800.0"), metrics);

            site.moveTo(Site.NOW.plus(Duration.ofMinutes(30)));
            assertEquals(Enforcement.ENFORCEMENT_ENFORCED, Site.ask(server).getEnforcement());
            assertTrue(Site.get(server, "/ready").contains("\"enforcement\":\"ENFORCED\""));
            assertTrue(Site.get(server, "/metrics").contains("pdp_shadow_seconds 0.0"));
        }
    }

    private static void assertDenied(ReasonCode code, Decision decision) {
        assertEquals(Effect.EFFECT_DENY, decision.getEffect());
        assertEquals(code, decision.getReasonCode(), decision::getMessage);
    }
}
