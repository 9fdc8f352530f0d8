package dev.portcullis.snapshot;

import dev.portcullis.snapshot.SnapshotFormatException.Corrupt;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The edges of one kind, in both directions.
public final class Edges {
    private static final int PREFIX_BYTES = 16;

    private final Edge.Kind kind;
    private final SectionData data;
    private final NodeNumbers numbers;
    private final @Nullable Adjacency forward;
    private final @Nullable Adjacency backward;

    private Edges(Edge.Kind kind, SectionData data, NodeNumbers numbers, boolean hasVia) {
        this.kind = kind;
        this.data = data;
        this.numbers = numbers;
        this.forward = new Adjacency(data, PREFIX_BYTES, numbers.nodes(), data.intAt(0), hasVia);
        this.backward = new Adjacency(data, forward.paddedEnd(), numbers.nodes(), data.intAt(Integer.BYTES), hasVia);
    }

    private Edges(Edge.Kind kind, SectionData data, NodeNumbers numbers) {
        this.kind = kind;
        this.data = data;
        this.numbers = numbers;
        this.forward = null;
        this.backward = null;
    }

    static Edges open(Edge.Kind kind, SectionData data, NodeNumbers numbers) throws Corrupt {
        if (data.count() == 0) {
            data.requireLength(0);
            return new Edges(kind, data, numbers);
        }
        if (data.length() < PREFIX_BYTES) {
            throw data.corrupt("has " + data.length() + " bytes, at least " + PREFIX_BYTES + " are needed");
        }
        int begins = data.intAt(0);
        int ends = data.intAt(Integer.BYTES);
        int hasVia = data.intAt(2 * Integer.BYTES);
        if (begins < 1
                || begins > data.count()
                || ends < 1
                || ends > data.count()
                || (hasVia & ~1) != 0
                || data.intAt(3 * Integer.BYTES) != 0) {
            throw data.corrupt("begins with " + begins + " sources, " + ends + " targets and mark " + hasVia + " for "
                    + data.count() + " edges");
        }
        var edges = new Edges(kind, data, numbers, hasVia == 1);
        data.requireLength(Objects.requireNonNull(edges.backward).paddedEnd());
        return edges;
    }

    void check(int strings) throws Corrupt {
        if (forward != null && backward != null) {
            forward.check(numbers, kind::mayBeginAt, kind::mayEndAt, strings);
            backward.check(numbers, kind::mayEndAt, kind::mayBeginAt, strings);
        }
    }

    /// Which edges these are.
    public Edge.Kind kind() {
        return kind;
    }

    /// How many edges of this kind there are.
    public int size() {
        return data.count();
    }

    /// The edges that begin at a node.
    ///
    /// @throws IndexOutOfBoundsException when there is no such node
    public EdgeList targets(int node) {
        Objects.checkIndex(node, numbers.nodes());
        return forward == null ? EdgeList.EMPTY : forward.of(node);
    }

    /// The edges that end at a node; [EdgeList#node] is where they begin.
    ///
    /// @throws IndexOutOfBoundsException when there is no such node
    public EdgeList sources(int node) {
        Objects.checkIndex(node, numbers.nodes());
        return backward == null ? EdgeList.EMPTY : backward.of(node);
    }
}
