package dev.portcullis.pdp.app;

import dev.portcullis.pdp.decision.BundleRevision;
import dev.portcullis.pdp.decision.DecisionEngine;
import dev.portcullis.pdp.decision.SnapshotVersion;
import dev.portcullis.pdp.facts.SnapshotEvents;
import dev.portcullis.pdp.http.ServerMetrics;
import dev.portcullis.pdp.policy.PolicyEvents;
import io.micrometer.core.instrument.Counter;
import java.io.PrintStream;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/// What an operator hears of: activations, rejections and broken invariants, one line each, and counted.
final class ServerEvents implements PolicyEvents, SnapshotEvents, DecisionEngine.Faults {
    private final PrintStream out;
    private final InstantSource clock;
    private final Counter bundlesRejected;
    private final Counter snapshotsRejected;
    private final Counter faults;
    private volatile List<String> bundleProblems = List.of();
    private volatile String snapshotCode = "";
    private volatile String snapshotProblem = "";

    ServerEvents(PrintStream out, InstantSource clock, ServerMetrics metrics) {
        this.out = out;
        this.clock = clock;
        this.bundlesRejected = metrics.counter("pdp_bundles_rejected", "bundles that were not activated");
        this.snapshotsRejected = metrics.counter("pdp_snapshots_rejected", "snapshots that were not activated");
        this.faults = metrics.counter("pdp_faults", "decisions that ended in a broken invariant");
    }

    /// Says something in the log.
    void say(String line) {
        out.println(clock.instant().truncatedTo(ChronoUnit.MILLIS) + " " + line);
    }

    @Override
    public void activated(List<BundleRevision> revisions, long tookNanos) {
        bundleProblems = List.of();
        revisions.forEach(bundle -> say("bundle active name=" + bundle.name() + " revision=" + bundle.revision()
                + " ms=" + tookNanos / 1_000_000));
    }

    @Override
    public void rejected(List<String> problems) {
        bundleProblems = List.copyOf(problems);
        bundlesRejected.increment();
        problems.forEach(problem -> say("bundle rejected: " + problem));
    }

    @Override
    public void activated(SnapshotVersion version, String keyId, long tookNanos) {
        snapshotCode = "";
        snapshotProblem = "";
        say("snapshot active version=" + version + " key=" + keyId + " ms=" + tookNanos / 1_000_000);
    }

    @Override
    public void rejected(String code, String message) {
        snapshotCode = code;
        snapshotProblem = message;
        snapshotsRejected.increment();
        say("snapshot rejected code=" + code + ": " + message);
    }

    @Override
    public void broken(UUID decisionId, Throwable fault) {
        faults.increment();
        say("decision " + decisionId + " denied after a fault: " + fault);
    }

    /// Why the last bundles were not activated; empty when they were.
    List<String> bundleProblems() {
        return bundleProblems;
    }

    /// The code of the last snapshot that was not activated; empty when it was.
    String snapshotCode() {
        return snapshotCode;
    }

    /// Why the last snapshot was not activated; empty when it was.
    String snapshotProblem() {
        return snapshotProblem;
    }
}
