package dev.portcullis.snapshot;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Writes the edges, per kind in both directions. An edge that is said twice is stored once.
final class EdgesWriter {
    private final NumberedContent content;
    private final Map<Edge.Kind, List<Edge>> byKind = new EnumMap<>(Edge.Kind.class);

    /// @throws InvalidContentException when an edge begins or ends at no node of an allowed kind
    EdgesWriter(NumberedContent content) throws InvalidContentException {
        this.content = content;
        for (Edge.Kind kind : Edge.Kind.values()) {
            byKind.put(kind, new ArrayList<>());
        }
        for (Edge edge : content.content().edges()) {
            from(edge);
            to(edge);
            of(edge.kind()).add(edge);
        }
    }

    private List<Edge> of(Edge.Kind kind) {
        return Objects.requireNonNull(byKind.get(kind));
    }

    private int from(Edge edge) throws InvalidContentException {
        return content.resolve(edge.from(), edge.kind()::mayBeginAt, "begin of " + edge.kind() + " edge");
    }

    private int to(Edge edge) throws InvalidContentException {
        return content.resolve(edge.to(), edge.kind()::mayEndAt, "end of " + edge.kind() + " edge");
    }

    /// @return the number of edges
    int write(Edge.Kind kind, SectionOutput out) throws IOException, InvalidContentException {
        List<Edge> edges = of(kind);
        if (edges.isEmpty()) {
            return 0;
        }
        var from = new int[edges.size()];
        var to = new int[edges.size()];
        var via = new int[edges.size()];
        boolean hasVia = false;
        for (int i = 0; i < from.length; i++) {
            Edge edge = edges.get(i);
            from[i] = from(edge);
            to[i] = to(edge);
            via[i] = content.strings().idOrNone(edge.via());
            hasVia |= edge.via() != null;
        }
        Grouped forward = grouped(from, to, via);
        Grouped backward = grouped(to, from, via);
        out.putInt(forward.occupied());
        out.putInt(backward.occupied());
        out.putInt(hasVia ? 1 : 0);
        out.putInt(0);
        write(forward, hasVia, out);
        write(backward, hasVia, out);
        return forward.size();
    }

    /// The value packs the other end and the via; plus one, so that no via comes first.
    private Grouped grouped(int[] group, int[] other, int[] via) {
        var values = new long[other.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (long) other[i] << Integer.SIZE | via[i] + 1;
        }
        return new Grouped(group, values, content.numbers().nodes());
    }

    private static void write(Grouped direction, boolean hasVia, SectionOutput out) throws IOException {
        RankedNodesWriter.write(direction, out);
        out.putInt(0);
        for (int node = 0; node < direction.groups(); node++) {
            if (!direction.isEmpty(node)) {
                out.putInt(direction.end(node));
            }
        }
        for (int i = 0; i < direction.size(); i++) {
            out.putInt((int) (direction.value(i) >>> Integer.SIZE));
        }
        for (int i = 0; hasVia && i < direction.size(); i++) {
            out.putInt((int) direction.value(i) - 1);
        }
        out.pad();
    }
}
