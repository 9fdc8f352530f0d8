package dev.portcullis.lineage.app;

import dev.portcullis.lineage.connector.ConnectorException;
import dev.portcullis.lineage.connector.Rfc3339;
import dev.portcullis.lineage.connector.vault.VaultAudit;
import dev.portcullis.lineage.sync.Publisher;
import dev.portcullis.lineage.sync.Round;
import dev.portcullis.lineage.sync.SnapshotPublisher;
import dev.portcullis.lineage.sync.SyncClock;
import dev.portcullis.lineage.sync.SyncLoop;
import dev.portcullis.rego.value.RegoJson;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.snapshot.SnapshotContent;
import dev.portcullis.snapshot.SnapshotVersion;
import dev.portcullis.snapshot.trust.SigningKey;
import dev.portcullis.snapshot.trust.TrustException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `portcullis sync`: reads evidence files, derives the lineage graph and publishes it as a signed snapshot.
@Command(
        name = "sync",
        sortOptions = false,
        description = "Reads evidence and publishes the lineage graph as a signed snapshot.")
final class SyncCommand implements Callable<Integer> {
    private static final Pattern INTERVAL = Pattern.compile("([1-9][0-9]{0,8})(ms|s|m|h)");

    private final Pause pause;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--evidence",
            required = true,
            paramLabel = "DIR|FILE",
            description = "Evidence file, or a directory of *.ndjson files; may be given more than once.")
    private List<Path> evidence = new ArrayList<>();

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where the snapshot goes.")
    private Path out = Path.of("");

    @Option(
            names = "--key",
            required = true,
            paramLabel = "FILE",
            description = "Ed25519 private key, PKCS#8 PEM, mode 0600.")
    private Path key = Path.of("");

    @Option(names = "--key-id", required = true, paramLabel = "ID", description = "The id readers trust the key by.")
    private String keyId = "";

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "Directory of the last version and the lock; default is FILE.state beside the snapshot.")
    private @Nullable Path state;

    @ArgGroup(exclusive = false)
    private @Nullable Audit audit;

    @ArgGroup
    private @Nullable Time time;

    @ArgGroup
    private @Nullable Repeat repeat;

    @Option(
            names = "--epoch",
            defaultValue = "1",
            description = "Epoch of the first snapshot; default ${DEFAULT-VALUE}.")
    private long epoch;

    @Option(
            names = "--seq",
            defaultValue = "1",
            description = "Number of the first snapshot; later ones continue from the last. Default ${DEFAULT-VALUE}.")
    private long seq;

    @Option(
            names = "--not-after",
            defaultValue = "24h",
            paramLabel = "DURATION",
            description = "How long a snapshot may decide after it was built; default ${DEFAULT-VALUE}.")
    private String notAfter = "";

    @Option(names = "--json", description = "One JSON object a line for each published snapshot.")
    private boolean json;

    /// Waits between two turns.
    @FunctionalInterface
    interface Pause {
        /// @return false when there is to be no next turn
        boolean await(Duration interval);
    }

    static final class Audit {
        @Option(
                names = "--vault-audit",
                required = true,
                paramLabel = "FILE",
                description = "Audit log of Vault or OpenBao to follow, written by a `file` device.")
        private Path file = Path.of("");

        @Option(
                names = "--vault-cluster",
                required = true,
                paramLabel = "NAME",
                description = "What ids call that Vault, such as `vault-prod`.")
        private String cluster = "";

        @Option(
                names = "--vault-kubernetes",
                paramLabel = "MOUNT=CLUSTER",
                description = "Which cluster's service accounts log in at an auth mount; may be given more than once.")
        private Map<String, String> kubernetes = new TreeMap<>();
    }

    static final class Time {
        @Option(names = "--now", paramLabel = "TIME", description = "Reads the graph as of this time, RFC 3339 in UTC.")
        private @Nullable String now;

        @Option(
                names = "--clock-from-evidence",
                description = "Reads the graph as of the latest watermark of the evidence.")
        private boolean fromEvidence;
    }

    static final class Repeat {
        @Option(names = "--once", description = "Publishes once; the default.")
        private boolean once;

        @Option(
                names = "--interval",
                paramLabel = "DURATION",
                description = "Reads again and again, so far apart, such as `5s`; publishes what changed.")
        private @Nullable String interval;
    }

    SyncCommand(Pause pause) {
        this.pause = pause;
    }

    @Override
    public Integer call() throws Publisher.PublishException {
        SyncClock clock = clock();
        Duration lifetime = duration("--not-after", notAfter);
        Duration interval = interval();
        SnapshotVersion first = first();
        VaultAudit followed = audit();
        Path stateDirectory = state == null ? out.resolveSibling(out.getFileName() + ".state") : state;
        try (var publisher = SnapshotPublisher.open(out, stateDirectory, readKey(), first)) {
            var loop = new SyncLoop(publisher, clock, lifetime);
            var files = new EvidenceFiles(evidence, followed);
            boolean read = turn(loop, files);
            if (!read || interval == null) {
                return read ? 0 : SyncMain.FAILED;
            }
            while (pause.await(interval)) {
                turn(loop, files);
            }
            return 0;
        }
    }

    /// Takes one turn and says what came of it.
    ///
    /// @return whether every source could be read and what changed was published
    private boolean turn(SyncLoop loop, EvidenceFiles files) {
        long startNs = System.nanoTime();
        try {
            Round round = loop.turn(files.connectors());
            round.skipped().forEach(skipped -> err().println("warning: " + skipped));
            round.failures().forEach(this::complain);
            if (round.published() != null) {
                report(round.published(), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs));
            }
            return round.failures().isEmpty();
        } catch (ConnectorException | Publisher.PublishException failure) {
            complain(String.valueOf(failure.getMessage()));
            return false;
        }
    }

    private void report(Round.Published published, long milliseconds) {
        SnapshotContent content = published.content();
        for (String id : published.contradictions()) {
            err().println("warning: sources use `" + id + "` for different kinds of things, the newer evidence counts");
        }
        if (json) {
            out().println(RegoJson.write(asJson(published, milliseconds)));
            return;
        }
        String setAside = published.setAside() == 0 ? "" : ", " + published.setAside() + " edges set aside";
        out().println("published " + out + ": version " + content.version() + ", "
                + content.nodes().size() + " nodes, " + content.edges().size() + " edges" + setAside + ", "
                + published.bytes() + " bytes, " + milliseconds + " ms");
    }

    private RegoObject asJson(Round.Published published, long milliseconds) {
        SnapshotContent content = published.content();
        return RegoObject.builder()
                .put("file", RegoString.of(out.toString()))
                .put("version", RegoString.of(content.version().toString()))
                .put("epoch", RegoNumber.of(content.version().epoch()))
                .put("seq", RegoNumber.of(content.version().seq()))
                .put("built_at", RegoString.of(Rfc3339.format(content.builtAtNs())))
                .put("not_after", RegoString.of(Rfc3339.format(content.notAfterNs())))
                .put("nodes", RegoNumber.of(content.nodes().size()))
                .put("edges", RegoNumber.of(content.edges().size()))
                .put("edges_set_aside", RegoNumber.of(published.setAside()))
                .put("findings", RegoNumber.of(content.findings().size()))
                .put("bytes", RegoNumber.of(published.bytes()))
                .put("milliseconds", RegoNumber.of(milliseconds))
                .build();
    }

    private SigningKey readKey() throws Publisher.PublishException {
        try {
            return SigningKey.read(key, keyId);
        } catch (NoSuchFileException missing) {
            throw new Publisher.PublishException(key + ": does not exist, `portcullis keys generate` makes a key");
        } catch (IOException unreadable) {
            throw new Publisher.PublishException(key + ": cannot be read");
        } catch (TrustException refused) {
            throw new Publisher.PublishException(String.valueOf(refused.getMessage()));
        }
    }

    private SyncClock clock() {
        if (time != null && time.fromEvidence) {
            return SyncClock.fromEvidence();
        }
        if (time == null || time.now == null) {
            return SyncClock.system();
        }
        try {
            return SyncClock.fixed(Rfc3339.parse(time.now));
        } catch (IllegalArgumentException malformed) {
            throw refuse("`--now` " + malformed.getMessage() + ", given is `" + time.now + "`");
        }
    }

    private @Nullable VaultAudit audit() {
        if (audit == null) {
            return null;
        }
        try {
            return new VaultAudit(audit.file, audit.cluster, audit.kubernetes, VaultAudit.MAX_LINE_BYTES);
        } catch (IllegalArgumentException misnamed) {
            throw refuse(String.valueOf(misnamed.getMessage()));
        }
    }

    /// How far apart turns are; null when there is only one.
    private @Nullable Duration interval() {
        return repeat == null || repeat.once || repeat.interval == null
                ? null
                : duration("--interval", repeat.interval);
    }

    private SnapshotVersion first() {
        try {
            return new SnapshotVersion(epoch, seq);
        } catch (IllegalArgumentException outOfRange) {
            throw refuse("`--epoch` is at least 1 and `--seq` at least 0, given are " + epoch + " and " + seq);
        }
    }

    private Duration duration(String option, String text) {
        Matcher matcher = INTERVAL.matcher(text);
        if (!matcher.matches()) {
            throw refuse("`" + option + "` is a number with `ms`, `s`, `m` or `h`, given is `" + text + "`");
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }

    private ParameterException refuse(String message) {
        return new ParameterException(spec().commandLine(), message);
    }

    private void complain(String failure) {
        err().println("error: " + failure);
    }

    private PrintWriter out() {
        return spec().commandLine().getOut();
    }

    private PrintWriter err() {
        return spec().commandLine().getErr();
    }

    private CommandSpec spec() {
        if (spec == null) {
            throw new AssertionError("BUG: the command runs outside a command line");
        }
        return spec;
    }
}
