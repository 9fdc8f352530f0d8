package dev.portcullis.conformance.scenario;

import dev.portcullis.conformance.WorkTree;
import dev.portcullis.lineage.connector.Batch;
import dev.portcullis.lineage.connector.ConnectorException;
import dev.portcullis.lineage.connector.FileConnector;
import dev.portcullis.lineage.connector.Limits;
import dev.portcullis.lineage.connector.Rfc3339;
import dev.portcullis.lineage.graph.Graph;
import dev.portcullis.lineage.sync.Derivation;
import dev.portcullis.snapshot.SnapshotContent;
import dev.portcullis.snapshot.SnapshotVersion;
import dev.portcullis.snapshot.SourceWatermark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/// The sample estate as of one question: evidence files through the real connector, graph and derivations.
final class Estate {
    private static final Path LARKFIELD = WorkTree.root().resolve("examples/larkfield");
    private static final long AGE_NS = Duration.ofSeconds(60).toNanos();
    private static final long LIFETIME_NS = Duration.ofHours(24).toNanos();

    private final Path scratch;

    /// @param scratch a directory for evidence files of scenarios
    Estate(Path scratch) {
        this.scratch = scratch;
    }

    /// The batches of evidence, base first.
    List<Batch> batches(Scenario.Given given) throws IOException, ConnectorException {
        EvidenceAt time = new EvidenceAt(builtNs(given));
        Retired retired = new Retired(given.retired());
        List<Batch> batches = new ArrayList<>();
        for (Batch batch : readAll(LARKFIELD.resolve("evidence"))) {
            batches.add(time.listing(retired.from(batch)));
        }
        for (String event : given.events()) {
            Path file = LARKFIELD.resolve("events").resolve(event + ".ndjson");
            List<Batch> read = Files.exists(file) ? List.of(read(file)) : readAll(LARKFIELD.resolve("events/" + event));
            read.forEach(batch -> batches.add(time.event(batch)));
        }
        for (Path file : new EvidenceFiles(scratch, Rfc3339.format(builtNs(given))).write(given.evidence())) {
            batches.add(time.event(read(file)));
        }
        return batches;
    }

    /// What a snapshot of these batches says: 7.100 for the estate as it is, 7.101 with something on top.
    SnapshotContent content(Scenario.Given given, List<Batch> batches) {
        Graph graph = new Graph();
        batches.forEach(graph::merge);
        Derivation derived = Derivation.of(graph, builtNs(given));
        if (!derived.contradictions().isEmpty()) {
            throw new IllegalArgumentException("the evidence contradicts itself about " + derived.contradictions());
        }
        List<SourceWatermark> sources = new ArrayList<>();
        graph.watermarks().forEach((name, watermark) -> sources.add(new SourceWatermark(name, watermark, "ok")));
        return new SnapshotContent(
                new SnapshotVersion(7, given.changesTheEstate() ? 101 : 100),
                builtNs(given),
                builtNs(given) + LIFETIME_NS,
                sources,
                derived.nodes(),
                derived.edges(),
                derived.reaches(),
                derived.baseline(),
                derived.findings());
    }

    /// The same batches, each twice and the last first, with their items reversed.
    static List<Batch> twiceAndReversed(List<Batch> batches) {
        List<Batch> delivered = new ArrayList<>();
        for (Batch batch : batches.reversed()) {
            var evidence = new ArrayList<>(batch.evidence());
            Collections.reverse(evidence);
            delivered.add(new Batch(batch.source(), evidence, batch.watermarkNs(), batch.completeness(), batch.next()));
            delivered.add(batch);
        }
        return delivered;
    }

    static long builtNs(Scenario.Given given) {
        return Rfc3339.parse(given.clock()) - AGE_NS;
    }

    private static List<Batch> readAll(Path directory) throws IOException, ConnectorException {
        List<Batch> batches = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.sorted().toList()) {
                batches.add(read(file));
            }
        }
        return batches;
    }

    private static Batch read(Path file) throws ConnectorException {
        return new FileConnector(file, Limits.DEFAULT).fetch(Batch.Cursor.START);
    }
}
