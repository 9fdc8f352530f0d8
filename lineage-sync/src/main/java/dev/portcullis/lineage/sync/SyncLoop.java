package dev.portcullis.lineage.sync;

import dev.portcullis.lineage.connector.Batch;
import dev.portcullis.lineage.connector.Connector;
import dev.portcullis.lineage.connector.ConnectorException;
import dev.portcullis.lineage.graph.Graph;
import dev.portcullis.snapshot.SnapshotContent;
import dev.portcullis.snapshot.SourceWatermark;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// The one loop from sources to snapshots: fetch → merge → derive → publish. Confined to one thread.
///
/// A source that cannot be read keeps what it said before, and its status says so. Until every connector has
/// been read once, nothing is published: a snapshot without one source's facts would narrow reach and forget
/// owners.
public final class SyncLoop {
    private final Publisher publisher;
    private final SyncClock clock;
    private final Duration lifetime;
    private final Graph graph = new Graph();
    private final Map<String, Batch.Cursor> cursors = new HashMap<>();
    private final Map<String, String> sourceOf = new HashMap<>();
    private @Nullable Derived last;

    /// What a snapshot said, but for its version and age.
    private record Derived(Derivation derivation, List<SourceWatermark> sources, long builtAtNs) {
        boolean saysTheSameAs(Derived other) {
            return derivation.equals(other.derivation) && sources.equals(other.sources);
        }
    }

    /// @param lifetime how long a snapshot may decide after it was built
    public SyncLoop(Publisher publisher, SyncClock clock, Duration lifetime) {
        this.publisher = publisher;
        this.clock = clock;
        this.lifetime = lifetime;
    }

    /// One turn: reads every connector, and publishes when what is known has changed or the last snapshot has lived
    /// half its life.
    public Round turn(List<? extends Connector> connectors) throws Publisher.PublishException {
        var failures = new ArrayList<String>();
        var failed = new HashSet<String>();
        var skipped = new ArrayList<String>();
        for (Connector connector : connectors) {
            try {
                skipped.addAll(read(connector).skipped());
            } catch (ConnectorException unreadable) {
                failures.add(unreadable.getMessage());
                failed.add(connector.name());
            }
        }
        if (connectors.stream().anyMatch(connector -> !sourceOf.containsKey(connector.name()))) {
            return new Round(failures, skipped, null);
        }
        long nowNs = clock.nowNs(graph.watermarks());
        var derived = new Derived(Derivation.of(graph, nowNs), sources(failed), nowNs);
        return new Round(failures, skipped, isDue(derived) ? publish(derived) : null);
    }

    private Batch read(Connector connector) throws ConnectorException {
        Batch batch = connector.fetch(cursors.getOrDefault(connector.name(), Batch.Cursor.START));
        graph.merge(batch);
        cursors.put(connector.name(), batch.next());
        sourceOf.put(connector.name(), batch.source());
        return batch;
    }

    /// `ok` when all of a source's connectors were read this time, `failed` when none was, `partial` in between.
    private List<SourceWatermark> sources(Set<String> failed) {
        var sources = new ArrayList<SourceWatermark>();
        SortedMap<String, Long> watermarks = graph.watermarks();
        watermarks.forEach((source, watermarkNs) -> {
            List<String> readers = sourceOf.entrySet().stream()
                    .filter(reader -> reader.getValue().equals(source))
                    .map(Map.Entry::getKey)
                    .toList();
            long broken = readers.stream().filter(failed::contains).count();
            String status = broken == 0 ? "ok" : broken == readers.size() ? "failed" : "partial";
            sources.add(new SourceWatermark(source, watermarkNs, status));
        });
        return sources;
    }

    private boolean isDue(Derived derived) {
        return last == null
                || !derived.saysTheSameAs(last)
                || derived.builtAtNs() - last.builtAtNs() >= lifetime.toNanos() / 2;
    }

    private Round.Published publish(Derived derived) throws Publisher.PublishException {
        Derivation facts = derived.derivation();
        var content = new SnapshotContent(
                publisher.next(),
                derived.builtAtNs(),
                derived.builtAtNs() + lifetime.toNanos(),
                derived.sources(),
                facts.nodes(),
                facts.edges(),
                facts.reaches(),
                facts.baseline(),
                facts.findings());
        long bytes = publisher.publish(content);
        last = derived;
        return new Round.Published(content, bytes, facts.setAside().size(), facts.contradictions());
    }
}
