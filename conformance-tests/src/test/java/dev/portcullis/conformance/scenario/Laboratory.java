package dev.portcullis.conformance.scenario;

import dev.portcullis.cli.grpc.Answer;
import dev.portcullis.cli.grpc.BatchSemantic;
import dev.portcullis.cli.grpc.DecisionClient;
import dev.portcullis.cli.grpc.Endpoint;
import dev.portcullis.pdp.decision.ActiveState;
import dev.portcullis.pdp.decision.BundleRevision;
import dev.portcullis.pdp.decision.Caller;
import dev.portcullis.pdp.decision.Callers;
import dev.portcullis.pdp.decision.DecisionEngine;
import dev.portcullis.pdp.decision.DecisionIds;
import dev.portcullis.pdp.decision.DecisionPoint;
import dev.portcullis.pdp.decision.Limits;
import dev.portcullis.pdp.decision.RequestRules;
import dev.portcullis.pdp.decision.Shadow;
import dev.portcullis.pdp.facts.LineageFacts;
import dev.portcullis.pdp.grpc.GrpcListeners;
import dev.portcullis.pdp.grpc.ProtoRecordCodec;
import dev.portcullis.pdp.log.LogException;
import dev.portcullis.pdp.log.LogMode;
import dev.portcullis.pdp.log.LogOptions;
import dev.portcullis.pdp.log.RecordMask;
import dev.portcullis.pdp.log.SegmentLog;
import dev.portcullis.pdp.policy.BundleActivation;
import dev.portcullis.pdp.policy.BundleSource;
import dev.portcullis.pdp.policy.BundleWatcher;
import dev.portcullis.pdp.policy.PolicyEvents;
import dev.portcullis.pdp.policy.PolicyOptions;
import dev.portcullis.rego.RegoCompiler;
import dev.portcullis.rego.bundle.BundleLimits;
import dev.portcullis.rego.eval.EvaluationLimits;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.snapshot.Snapshot;
import dev.portcullis.snapshot.SnapshotContent;
import dev.portcullis.snapshot.SnapshotWriter;
import dev.portcullis.snapshot.trust.KeyPairFiles;
import dev.portcullis.snapshot.trust.Purpose;
import dev.portcullis.snapshot.trust.SigningKey;
import dev.portcullis.snapshot.trust.Trust;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A whole decision point on a unix socket, with a clock, facts and policies that a test sets. Its log is durable: a
/// record is stored before its answer leaves.
final class Laboratory implements AutoCloseable {
    private static final String BUNDLE = "credential-governance";
    private static final String ENTRYPOINT = "data.portcullis.decision";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    // A cold interpreter may take longer than a decision is allowed to hold an event loop.
    private static final Limits LIMITS = new Limits(
            Limits.Request.DEFAULT,
            new Limits.Evaluation(PATIENCE.toNanos(), EvaluationLimits.DECISION, 4_096),
            Limits.Serving.DEFAULT,
            Limits.Connections.DEFAULT);

    private final Path directory;
    private final ActiveState active = new ActiveState();
    private final Callers callers;
    private final SigningKey key;
    private final Trust trust;
    private final SegmentLog log;
    private final GrpcListeners listeners;
    private final DecisionClient client;
    private volatile Instant now = Instant.EPOCH;
    private @Nullable LineageFacts facts;
    private @Nullable BundleSource bundle;

    /// @param directory for the snapshot, the socket and the log; empty
    Laboratory(Path directory) throws Exception {
        this.directory = directory;
        KeyPairFiles pair = KeyPairFiles.generate(directory, "lab", Set.of(Purpose.SNAPSHOT), null, null);
        key = SigningKey.read(pair.privateKey());
        trust = Trust.of(List.of(pair.trusted()));
        log = SegmentLog.open(logOptions(), new ProtoRecordCodec(), () -> now);
        DecisionEngine engine = new DecisionEngine(
                active, LIMITS.evaluation(), () -> now, System::nanoTime, DecisionIds.RANDOM, (_, fault) -> {
                    throw new AssertionError(fault);
                });
        callers = callers();
        Path socket = directory.resolve("pdp.sock");
        listeners = GrpcListeners.start(
                new GrpcListeners.Options(
                        Optional.empty(), Optional.of(new GrpcListeners.Unix(socket, "rw-------")), 1, LIMITS, 1_000),
                new DecisionPoint(engine, log, (_, _) -> {}),
                callers);
        listeners.ready(true);
        client = DecisionClient.of(new Endpoint.Socket(socket), PATIENCE);
        client.awaitServing(PATIENCE);
    }

    /// One segment: clocks of tests jump by weeks, which would rotate it.
    private LogOptions logOptions() {
        return new LogOptions(
                logDirectory(),
                LogMode.DURABLE,
                1_024,
                new LogOptions.Rotation(1 << 24, Duration.ofDays(3_650)),
                LogOptions.Retention.NONE,
                Optional.empty(),
                LogOptions.CHECKPOINT_EVERY,
                RecordMask.NONE,
                server());
    }

    private static RegoObject server() {
        return RegoObject.builder().put("entrypoint", RegoString.of(ENTRYPOINT)).build();
    }

    private static Callers callers() throws Exception {
        Object uid = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        Callers.Grant everything = new Callers.Grant(Set.of("grpc"), Set.copyOf(RequestRules.SUBJECT_TYPES), false);
        return new Callers(Map.of(new Caller(Caller.Type.UID, uid.toString()), everything));
    }

    Path logDirectory() {
        return directory.resolve("log");
    }

    /// What time it is for the decision point.
    void setClock(Instant instant) {
        now = instant;
    }

    /// Signs a snapshot, verifies it as a server does, and decides on it from now on.
    void load(SnapshotContent content) throws Exception {
        Path file = directory.resolve("lineage.pcs");
        new SnapshotWriter(key).publish(content, file);
        LineageFacts next = new LineageFacts(Snapshot.open(file, trust, now));
        active.swapFacts(next);
        LineageFacts previous = facts;
        facts = next;
        if (previous != null) {
            previous.retire();
            if (!previous.closeIfIdle()) {
                throw new AssertionError("an answered decision still holds its facts");
            }
        }
    }

    /// Decides by the bundle of a directory from now on.
    void load(Path directory) {
        load(BundleSource.unsigned(BUNDLE, directory));
    }

    /// The same, with the bundle on trial for everybody until a day from now.
    void loadOnTrial(Path directory) {
        long untilNs = now.plus(Duration.ofDays(1)).getEpochSecond() * 1_000_000_000L;
        load(new BundleSource(
                BUNDLE, directory, null, new Shadow(BUNDLE, callers.grants().keySet(), untilNs)));
    }

    private void load(BundleSource source) {
        if (source.equals(bundle)) {
            return;
        }
        bundle = source;
        new BundleWatcher(
                        List.of(source),
                        BundleLimits.DEFAULT,
                        new BundleActivation(RegoCompiler.standard(), new PolicyOptions(ENTRYPOINT, true)),
                        active,
                        () -> now,
                        new NothingRejected())
                .look();
    }

    Answer decide(RegoObject request) throws Exception {
        return client.decide(DecisionClient.question(request));
    }

    Answer decideInBatch(RegoObject request) throws Exception {
        return client.decideBatch(List.of(DecisionClient.question(request)), BatchSemantic.EXECUTE_ALL)
                .getFirst();
    }

    Answer decideInStream(RegoObject request) throws Exception {
        return client.decideStream(List.of(DecisionClient.question(request))).getFirst();
    }

    private static final class NothingRejected implements PolicyEvents {
        @Override
        public void activated(List<BundleRevision> revisions, long tookNanos) {}

        @Override
        public void rejected(List<String> problems) {
            throw new AssertionError(String.join("\n", problems));
        }
    }

    @Override
    public void close() throws LogException {
        client.close();
        listeners.close();
        log.close();
    }
}
