package dev.portcullis.cli.inspect;

import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoValue;
import dev.portcullis.snapshot.Edge;
import dev.portcullis.snapshot.NodeKind;
import dev.portcullis.snapshot.Snapshot;
import dev.portcullis.snapshot.SourceWatermark;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What an open snapshot says, as JSON; times are RFC 3339 texts.
public final class SnapshotDescription {
    private final Snapshot snapshot;

    public SnapshotDescription(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /// The snapshot as a whole: its place and times, its sources, and how much there is of what.
    ///
    /// @param now decides how old sources are
    public RegoObject overview(Instant now) {
        Fields nodes = new Fields();
        for (NodeKind kind : NodeKind.values()) {
            nodes.number(kind.word().replace(' ', '_'), snapshot.table(kind).size());
        }
        Fields edges = new Fields();
        for (Edge.Kind kind : Edge.Kind.values()) {
            if (snapshot.edges(kind).size() > 0) {
                edges.number(kind.name(), snapshot.edges(kind).size());
            }
        }
        return new Fields()
                .text("file", snapshot.file())
                .text("version", snapshot.version().toString())
                .time("built_at", snapshot.builtAtNs())
                .time("not_after", snapshot.notAfterNs())
                .text("key_id", snapshot.keyId())
                .object("sources", sources(now))
                .object("nodes", nodes.build())
                .object("edges", edges.build())
                .number("reach_sets", snapshot.reaches().size())
                .number("baseline_tuples", snapshot.baselineSize())
                .build();
    }

    private RegoObject sources(Instant now) {
        Fields sources = new Fields();
        for (SourceWatermark source : snapshot.sources()) {
            Instant watermark = Fields.instant(source.watermarkNs());
            sources.object(
                    source.name(),
                    new Fields()
                            .text("status", source.status())
                            .text("watermark", watermark.toString())
                            .number("age_s", Duration.between(watermark, now).toSeconds())
                            .build());
        }
        return sources.build();
    }

    /// Everything about an id; more than one object when it names nodes of several kinds, empty when it names none.
    public Optional<RegoArray> node(String id) {
        List<RegoValue> nodes = new ArrayList<>();
        for (NodeKind kind : NodeKind.values()) {
            int node = snapshot.node(kind, id);
            if (node != Snapshot.NONE) {
                nodes.add(new NodeDescription(snapshot, node).describe());
            }
        }
        return nodes.isEmpty() ? Optional.empty() : Optional.of(RegoArray.copyOf(nodes));
    }
}
