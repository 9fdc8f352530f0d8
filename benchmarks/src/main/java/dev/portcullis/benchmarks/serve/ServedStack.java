package dev.portcullis.benchmarks.serve;

import dev.portcullis.benchmarks.figures.Complaints;
import dev.portcullis.pdp.app.WarmUp;
import dev.portcullis.pdp.decision.ActiveState;
import dev.portcullis.pdp.decision.BundleRevision;
import dev.portcullis.pdp.decision.Caller;
import dev.portcullis.pdp.decision.Callers;
import dev.portcullis.pdp.decision.DecisionEngine;
import dev.portcullis.pdp.decision.DecisionIds;
import dev.portcullis.pdp.decision.DecisionPoint;
import dev.portcullis.pdp.decision.Limits;
import dev.portcullis.pdp.decision.RequestRules;
import dev.portcullis.pdp.decision.SnapshotVersion;
import dev.portcullis.pdp.facts.SnapshotEvents;
import dev.portcullis.pdp.facts.SnapshotSource;
import dev.portcullis.pdp.facts.SnapshotWatcher;
import dev.portcullis.pdp.grpc.GrpcListeners;
import dev.portcullis.pdp.grpc.ListenException;
import dev.portcullis.pdp.grpc.ProtoRecordCodec;
import dev.portcullis.pdp.grpc.Rehearsal;
import dev.portcullis.pdp.http.ServerMetrics;
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
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.snapshot.HighWaterMark;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/// The parts of a server wired as `portcullis serve` wires them, with an echo beside the decision service.
final class ServedStack implements AutoCloseable {
    static final String ECHO = "portcullis.benchmarks.Echo/Echo";

    final SegmentLog log;
    final Path logDirectory;
    final Path socket;
    final AtomicInteger activations = new AtomicInteger();
    final AtomicLong lastActivation = new AtomicLong();
    final AtomicReference<byte[]> echoed = new AtomicReference<>(new byte[0]);
    private final ActiveState active = new ActiveState();
    private final BundleWatcher bundles;
    private final SnapshotWatcher snapshots;
    private final GrpcListeners listeners;

    /// @param look how often bundle and snapshot are looked at
    /// @param evaluationNanos longest evaluation
    ServedStack(
            ServedCanon canon, Path directory, LogMode mode, Duration look, long evaluationNanos, Complaints complaints)
            throws IOException, LogException, ListenException {
        InstantSource clock = InstantSource.system();
        logDirectory = directory.resolve("log");
        socket = directory.resolve("pdp.sock");
        log = SegmentLog.open(logOptions(mode), new ProtoRecordCodec(), clock);
        Events events = new Events(activations, lastActivation, complaints);
        bundles = new BundleWatcher(
                List.of(BundleSource.unsigned("canon", canon.bundle)),
                BundleLimits.DEFAULT,
                new BundleActivation(RegoCompiler.standard(), new PolicyOptions("data.portcullis.decision", true)),
                active,
                clock,
                events);
        bundles.start(look);
        HighWaterMark mark = HighWaterMark.open(directory.resolve("mark"));
        snapshots = new SnapshotWatcher(new SnapshotSource(canon.snapshot, canon.trust, mark), active, clock, events);
        snapshots.start(look);
        Limits.Evaluation usual = Limits.Evaluation.DEFAULT;
        DecisionEngine engine = new DecisionEngine(
                active,
                new Limits.Evaluation(evaluationNanos, usual.steps(), usual.rows()),
                clock,
                System::nanoTime,
                DecisionIds.RANDOM,
                (id, fault) -> complaints.add("a fault in decision " + id + ": " + fault));
        new WarmUp(new Rehearsal(engine, new RequestRules(Limits.Request.DEFAULT)), active).run();
        DecisionPoint point = new DecisionPoint(engine, log, new ServerMetrics());
        GrpcListeners.Unix unix = new GrpcListeners.Unix(socket, "rw-------");
        listeners = GrpcListeners.start(
                new GrpcListeners.Options(
                        Optional.empty(),
                        Optional.of(unix),
                        Runtime.getRuntime().availableProcessors(),
                        Limits.DEFAULT,
                        2_000),
                point,
                callers(),
                List.of(echo()));
    }

    private LogOptions logOptions(LogMode mode) {
        return new LogOptions(
                logDirectory,
                mode,
                65_536,
                new LogOptions.Rotation(64L << 20, Duration.ofDays(1)),
                LogOptions.Retention.NONE,
                Optional.empty(),
                LogOptions.CHECKPOINT_EVERY,
                RecordMask.NONE,
                RegoObject.empty());
    }

    private static Callers callers() throws IOException {
        Object uid = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        return new Callers(Map.of(
                new Caller(Caller.Type.UID, uid.toString()),
                new Callers.Grant(Set.of("grpc"), Set.of("workload"), false)));
    }

    /// Answers whatever it is asked with the same bytes.
    private ServerServiceDefinition echo() {
        return ServerServiceDefinition.builder("portcullis.benchmarks.Echo")
                .addMethod(Bytes.method(ECHO), ServerCalls.asyncUnaryCall((_, answers) -> {
                    answers.onNext(echoed.get());
                    answers.onCompleted();
                }))
                .build();
    }

    @Override
    public void close() throws LogException {
        listeners.close();
        bundles.close();
        snapshots.close();
        log.close();
    }

    /// A rejected bundle or snapshot fails the benchmark: nothing it would measure means anything.
    private record Events(AtomicInteger activations, AtomicLong lastActivation, Complaints complaints)
            implements PolicyEvents, SnapshotEvents {
        @Override
        public void activated(List<BundleRevision> revisions, long tookNanos) {
            activated();
        }

        @Override
        public void activated(SnapshotVersion version, String keyId, long tookNanos) {
            activated();
        }

        private void activated() {
            lastActivation.set(System.nanoTime());
            activations.incrementAndGet();
        }

        @Override
        public void rejected(List<String> problems) {
            complaints.add("a bundle was rejected: " + problems);
        }

        @Override
        public void rejected(String code, String message) {
            complaints.add("a snapshot was rejected: " + code + ": " + message);
        }
    }
}
