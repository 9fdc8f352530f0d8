package dev.portcullis.pdp.app;

import dev.portcullis.pdp.decision.ActiveState;
import dev.portcullis.pdp.decision.DecisionEngine;
import dev.portcullis.pdp.decision.DecisionIds;
import dev.portcullis.pdp.decision.DecisionPoint;
import dev.portcullis.pdp.decision.Facts;
import dev.portcullis.pdp.decision.Policies;
import dev.portcullis.pdp.decision.RequestRules;
import dev.portcullis.pdp.decision.Shadow;
import dev.portcullis.pdp.facts.SnapshotSource;
import dev.portcullis.pdp.facts.SnapshotWatcher;
import dev.portcullis.pdp.grpc.GrpcListeners;
import dev.portcullis.pdp.grpc.ListenException;
import dev.portcullis.pdp.grpc.Rehearsal;
import dev.portcullis.pdp.http.ManagementServer;
import dev.portcullis.pdp.http.ServerMetrics;
import dev.portcullis.pdp.log.LogException;
import dev.portcullis.pdp.log.SegmentLog;
import dev.portcullis.pdp.policy.BundleActivation;
import dev.portcullis.pdp.policy.BundleWatcher;
import dev.portcullis.rego.RegoCompiler;
import dev.portcullis.rego.bundle.BundleLimits;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.snapshot.HighWaterMark;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Everything that runs in one server, wired by hand and in order: log, management port, policies, facts, then the
/// doors. What was started is stopped in reverse, also when a later part refuses to start: readiness ends first, then
/// the doors drain while probes and scrapers are still answered, and the log is closed last.
public final class RunningServer implements AutoCloseable {
    private static final Set<String> MAY_BE_CURED = Set.of("missing", "expired");

    private final Settings settings;
    private final InstantSource clock;
    private final ServerMetrics metrics = new ServerMetrics();
    private final ServerEvents events;
    private final ActiveState active = new ActiveState();
    private final Deque<Part> parts = new ArrayDeque<>();
    private Optional<GrpcListeners> listeners = Optional.empty();
    private Optional<ManagementServer> management = Optional.empty();
    private volatile Phase phase = Phase.STARTING;

    private RunningServer(Settings settings, InstantSource clock, PrintStream out) {
        this.settings = settings;
        this.clock = clock;
        this.events = new ServerEvents(out, clock, metrics);
    }

    /// Something that was started.
    @FunctionalInterface
    private interface Part {
        void stop() throws LogException;
    }

    /// Starts a server.
    ///
    /// @throws StartException with one line for each reason to refuse
    static RunningServer start(Settings settings, InstantSource clock, PrintStream out) throws StartException {
        RunningServer server = new RunningServer(settings, clock, out);
        try {
            server.startParts();
            return server;
        } catch (StartException refused) {
            server.close();
            throw refused;
        }
    }

    private void startParts() throws StartException {
        SegmentLog log = log();
        managementPort(new Obstacles(() -> phase, active, events, log, clock));
        policies();
        facts();
        DecisionEngine engine = new DecisionEngine(
                active, settings.limits().evaluation(), clock, System::nanoTime, DecisionIds.RANDOM, events);
        long started = System.nanoTime();
        new WarmUp(new Rehearsal(engine, new RequestRules(settings.limits().request())), active).run();
        events.say("warm ms=" + (System.nanoTime() - started) / 1_000_000);
        doors(new DecisionPoint(engine, log, metrics));
        gauges(log);
        listeners.ifPresent(door -> door.ready(true));
        phase = Phase.SERVING;
        events.say("ready " + addresses());
    }

    private SegmentLog log() throws StartException {
        RegoObject about = RegoObject.builder()
                .put("entrypoint", RegoString.of(settings.policy().entrypoint()))
                .put(
                        "bundle",
                        RegoString.of(settings.bundles().getFirst().path().toString()))
                .build();
        SegmentLog log = OpenedLog.of(settings.log(), about, clock);
        parts.push(log::close);
        return log;
    }

    private void policies() throws StartException {
        BundleWatcher watcher = new BundleWatcher(
                settings.bundles(),
                BundleLimits.DEFAULT,
                new BundleActivation(RegoCompiler.standard(), settings.policy()),
                active,
                clock,
                events);
        watcher.start(settings.reload());
        parts.push(watcher::close);
        Policies policies = active.current().policies();
        if (policies == null) {
            throw new StartException(events.bundleProblems());
        }
        Shadow shadow = policies.shadow();
        if (shadow != null) {
            events.say("shadow bundle=" + shadow.bundle() + " callers="
                    + shadow.callers().size() + " until=" + Instant.ofEpochSecond(0, shadow.untilNs())
                    + ": its answers are recorded and not enforced");
        }
    }

    /// A snapshot that is not there yet, or is past its limit, may be followed by a good one: until then every decision
    /// is SNAPSHOT_NOT_LOADED. One that is not acceptable for any other reason is a reason not to start.
    private void facts() throws StartException {
        Settings.SnapshotFiles files = settings.snapshot();
        HighWaterMark mark;
        try {
            mark = HighWaterMark.open(files.mark());
        } catch (IOException unreadable) {
            throw new StartException(
                    "cannot use the high-water mark `" + files.mark() + "`: " + unreadable.getMessage());
        }
        SnapshotWatcher watcher =
                new SnapshotWatcher(new SnapshotSource(files.file(), files.trust(), mark), active, clock, events);
        watcher.start(settings.reload());
        parts.push(watcher::close);
        if (active.current().facts() == null && !MAY_BE_CURED.contains(events.snapshotCode())) {
            throw new StartException(events.snapshotProblem());
        }
    }

    private void doors(DecisionPoint point) throws StartException {
        Settings.Doors doors = settings.doors();
        GrpcListeners.Options options = new GrpcListeners.Options(
                doors.tcp().map(tcp -> new GrpcListeners.Tcp(tcp.address(), tcp.tls(), settings.reload(), events::say)),
                doors.unix(),
                doors.loops(),
                settings.limits(),
                doors.drain().toMillis());
        try {
            GrpcListeners started = GrpcListeners.start(options, point, settings.callers());
            parts.push(started::close);
            listeners = Optional.of(started);
        } catch (ListenException refused) {
            throw new StartException(refused.reason());
        }
    }

    private void managementPort(Obstacles obstacles) throws StartException {
        if (settings.management().isEmpty()) {
            return;
        }
        try {
            ManagementServer started =
                    ManagementServer.start(settings.management().get(), obstacles, metrics);
            parts.push(started::close);
            management = Optional.of(started);
        } catch (IOException refused) {
            throw new StartException(String.valueOf(refused.getMessage()));
        }
    }

    private void gauges(SegmentLog log) {
        OpenedLog.measure(log, metrics);
        listeners.ifPresent(this::doorGauges);
        metrics.gauge("pdp_shadow_seconds", "how long a bundle will still be on trial, 0 for none", () -> {
            Policies policies = active.current().policies();
            Shadow shadow = policies == null ? null : policies.shadow();
            long untilSeconds = shadow == null ? 0 : shadow.untilNs() / 1_000_000_000L;
            return Math.max(0, untilSeconds - clock.instant().getEpochSecond());
        });
        metrics.gauge("pdp_snapshot_epoch", "epoch of the active snapshot, 0 for none", () -> {
            Facts facts = active.current().facts();
            return facts == null ? 0 : facts.version().epoch();
        });
        metrics.gauge("pdp_snapshot_seq", "sequence number of the active snapshot", () -> {
            Facts facts = active.current().facts();
            return facts == null ? 0 : facts.version().seq();
        });
        metrics.gauge("pdp_snapshot_age_seconds", "age of the active snapshot", () -> {
            Facts facts = active.current().facts();
            Instant now = clock.instant();
            return facts == null ? 0 : now.getEpochSecond() - facts.builtAtNs() / 1_000_000_000L;
        });
    }

    private void doorGauges(GrpcListeners door) {
        door.counts().byStatus().forEach((status, count) -> metrics.callsEnded("grpc", status, count::sum));
        metrics.gauge(
                "pdp_concurrency_limit",
                "questions that may be open at once",
                () -> door.concurrency().limit());
        metrics.gauge(
                "pdp_concurrency_open",
                "questions that are open",
                () -> door.concurrency().open());
    }

    private String host() {
        return settings.doors().tcp().map(tcp -> tcp.address().getHostString()).orElse("");
    }

    private String addresses() {
        List<String> texts = new ArrayList<>();
        settings.doors().unix().ifPresent(unix -> texts.add("grpc=unix:" + unix.path()));
        listeners.flatMap(GrpcListeners::port).ifPresent(port -> texts.add("grpc=" + host() + ":" + port));
        management.ifPresent(http -> texts.add("management=" + http.url()));
        return String.join(" ", texts);
    }

    /// The TCP port in use; empty without a TCP listener.
    public Optional<Integer> port() {
        return listeners.flatMap(GrpcListeners::port);
    }

    /// The management port in use; empty when there is none.
    public Optional<Integer> managementPort() {
        return management.map(ManagementServer::port);
    }

    /// Says that it is not ready any more, drains open calls, writes what the log holds, and stops.
    @Override
    public void close() {
        phase = Phase.STOPPING;
        while (!parts.isEmpty()) {
            try {
                parts.pop().stop();
            } catch (LogException failed) {
                events.say("the decision log was not closed cleanly: " + failed.reason());
            }
        }
    }
}
