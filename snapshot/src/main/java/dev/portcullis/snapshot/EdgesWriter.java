package dev.portcullis.snapshot;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/// Writes the edges, per kind in both directions. An edge that is said twice is stored once.
final class EdgesWriter {
    private final NodeNumbers numbers;
    private final Map<Edge.Kind, Ends> byKind = new EnumMap<>(Edge.Kind.class);

    /// The edges of a kind as numbers.
    private static final class Ends {
        private final int[] from;
        private final int[] to;
        private final int[] via;
        private int size;
        private boolean hasVia;

        Ends(int capacity) {
            from = new int[capacity];
            to = new int[capacity];
            via = new int[capacity];
        }

        void add(int from, int to, int via) {
            this.from[size] = from;
            this.to[size] = to;
            this.via[size++] = via;
            hasVia |= via != Format.NONE;
        }
    }

    /// @throws InvalidContentException when an edge begins or ends at no node of an allowed kind
    EdgesWriter(NumberedContent content) throws InvalidContentException {
        this.numbers = content.numbers();
        var counts = new EnumMap<Edge.Kind, Integer>(Edge.Kind.class);
        for (Edge edge : content.content().edges()) {
            counts.merge(edge.kind(), 1, Integer::sum);
        }
        for (Edge.Kind kind : Edge.Kind.values()) {
            byKind.put(kind, new Ends(counts.getOrDefault(kind, 0)));
        }
        for (Edge edge : content.content().edges()) {
            Edge.Kind kind = edge.kind();
            int from = content.resolve(edge.from(), kind::mayBeginAt, "begin", kind.name());
            int to = content.resolve(edge.to(), kind::mayEndAt, "end", kind.name());
            of(kind).add(from, to, content.strings().idOrNone(edge.via()));
        }
    }

    private Ends of(Edge.Kind kind) {
        return Objects.requireNonNull(byKind.get(kind));
    }

    /// @return the number of edges
    int write(Edge.Kind kind, SectionOutput out) throws IOException {
        Ends edges = of(kind);
        if (edges.size == 0) {
            return 0;
        }
        Grouped forward = grouped(edges.from, edges.to, edges.via);
        Grouped backward = grouped(edges.to, edges.from, edges.via);
        out.putInt(forward.occupied());
        out.putInt(backward.occupied());
        out.putInt(edges.hasVia ? 1 : 0);
        out.putInt(0);
        write(forward, edges.hasVia, out);
        write(backward, edges.hasVia, out);
        return forward.size();
    }

    /// The value packs the other end and the via; plus one, so that no via comes first.
    private Grouped grouped(int[] group, int[] other, int[] via) {
        var values = new long[other.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (long) other[i] << Integer.SIZE | via[i] + 1;
        }
        return new Grouped(group, values, numbers.nodes());
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
        out.pad(Long.BYTES);
    }
}
