package dev.portcullis.pdp.facts;

import dev.portcullis.snapshot.BaselineTuple;
import dev.portcullis.snapshot.Edge;
import dev.portcullis.snapshot.Finding;
import dev.portcullis.snapshot.InvalidContentException;
import dev.portcullis.snapshot.Node;
import dev.portcullis.snapshot.Reach;
import dev.portcullis.snapshot.Snapshot;
import dev.portcullis.snapshot.SnapshotContent;
import dev.portcullis.snapshot.SnapshotFormatException;
import dev.portcullis.snapshot.SnapshotVersion;
import dev.portcullis.snapshot.SnapshotWriter;
import dev.portcullis.snapshot.SourceWatermark;
import dev.portcullis.snapshot.trust.KeyPairFiles;
import dev.portcullis.snapshot.trust.Purpose;
import dev.portcullis.snapshot.trust.SigningKey;
import dev.portcullis.snapshot.trust.Trust;
import dev.portcullis.snapshot.trust.TrustException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Facts written down by hand, signed, published and opened like any other snapshot.
final class SnapshotFixture {
    /// The fixed time of the tests, 2026-11-02T09:00:00Z.
    static final long NOW_NS = 1_793_610_000_000_000_000L;

    static final Instant NOW = Instant.ofEpochSecond(0, NOW_NS);
    static final long SECOND_NS = 1_000_000_000L;
    static final long DAY_NS = 86_400 * SECOND_NS;

    /// From 90 days ago the observation window reaches to here.
    static final long LATER_NS = NOW_NS + 30 * DAY_NS;

    final Path file;
    final Path trustFile;
    private final SigningKey key;
    private final List<String> sources = new ArrayList<>(List.of("vault"));
    private final List<Node> nodes = new ArrayList<>();
    private final List<Edge> edges = new ArrayList<>();
    private final List<Reach> reaches = new ArrayList<>();
    private final List<BaselineTuple> baseline = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    SnapshotFixture(Path directory) {
        this.file = directory.resolve("lineage.snapshot");
        this.trustFile = directory.resolve("trust");
        try {
            KeyPairFiles pair = KeyPairFiles.generate(directory, "test", Set.of(Purpose.SNAPSHOT), null, null);
            pair.appendTo(trustFile);
            this.key = SigningKey.read(pair.privateKey());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (TrustException e) {
            throw new AssertionError(e);
        }
    }

    SnapshotFixture with(Node... more) {
        nodes.addAll(List.of(more));
        return this;
    }

    /// Adds a source as fresh as the snapshot.
    SnapshotFixture source(String name) {
        sources.add(name);
        return this;
    }

    SnapshotFixture edge(Edge.Kind kind, String from, String to) {
        return edge(kind, from, to, null);
    }

    SnapshotFixture edge(Edge.Kind kind, String from, String to, @Nullable String via) {
        edges.add(new Edge(kind, from, to, via));
        return this;
    }

    /// Replaces what was said of the same pair.
    SnapshotFixture reach(String thing, @Nullable String consumer, Reach.Sink... sinks) {
        reaches.removeIf(known -> known.thing().equals(thing) && Objects.equals(known.consumer(), consumer));
        reaches.add(new Reach(thing, consumer, List.of(sinks)));
        return this;
    }

    SnapshotFixture seen(BaselineTuple.Level level, String thing, String key) {
        return seen(level, thing, key, LATER_NS);
    }

    SnapshotFixture seen(BaselineTuple.Level level, String thing, String consumerKey, long untilNs) {
        baseline.add(new BaselineTuple(level, thing, consumerKey, NOW_NS - DAY_NS, untilNs));
        return this;
    }

    SnapshotFixture finding(String subject, String code, String severity, long sinceNs) {
        findings.add(new Finding(subject, code, severity, sinceNs, false));
        return this;
    }

    SnapshotFixture tombstone(String subject, String code) {
        findings.add(new Finding(subject, code, "critical", NOW_NS - DAY_NS, true));
        return this;
    }

    SnapshotContent content(long seq) {
        long builtAt = NOW_NS - 60 * SECOND_NS;
        return new SnapshotContent(
                new SnapshotVersion(7, seq),
                builtAt,
                builtAt + DAY_NS,
                sources.stream()
                        .map(name -> new SourceWatermark(name, builtAt, "ok"))
                        .toList(),
                nodes,
                edges,
                reaches,
                baseline,
                findings);
    }

    /// Publishes what was collected so far as `7.<seq>`.
    SnapshotFixture publish(long seq) {
        try {
            new SnapshotWriter(key).publish(content(seq), file);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InvalidContentException e) {
            throw new AssertionError(e);
        }
    }

    /// Publishes `7.100` and opens it; the test's end closes the map with the process.
    Snapshot open() {
        publish(100);
        try {
            return Snapshot.open(file, Trust.read(trustFile), NOW);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (TrustException | SnapshotFormatException e) {
            throw new AssertionError(e);
        }
    }
}
