package dev.portcullis.snapshot;

/// How the nodes of a table have been used, over all their consumers. Takes node numbers of that table.
public final class UsageColumns {
    private final NodeTable nodes;
    private final int consumersSeen;
    private final int lastSeen;
    private final int regions;
    private final int learning;
    private final Lists regionLists;

    /// @param first the first of the four columns
    UsageColumns(NodeTable nodes, int first, Lists regionLists) {
        this.nodes = nodes;
        this.consumersSeen = first;
        this.lastSeen = first + 1;
        this.regions = first + 2;
        this.learning = first + 3;
        this.regionLists = regionLists;
    }

    /// Whether anything is known.
    public boolean known(int node) {
        return nodes.string(consumersSeen, node) != Format.NONE;
    }

    /// Distinct consumers in the observation window; 0 when nothing is known.
    public int consumersSeen(int node) {
        return Math.max(0, nodes.string(consumersSeen, node));
    }

    /// Last use by anyone, nanoseconds since 1970; [Snapshot#ABSENT_NS] when never used or nothing is known.
    public long lastSeenNs(int node) {
        return nodes.time(lastSeen, node);
    }

    /// String ids of the regions of the observation window, ascending; empty when nothing is known.
    public IntList usualRegions(int node) {
        int list = nodes.string(regions, node);
        return list == Format.NONE ? IntList.EMPTY : regionLists.get(list);
    }

    /// Whether the thing is too young or too little used for novelty to mean anything; false when nothing is known.
    public boolean learning(int node) {
        return nodes.flag(learning, node);
    }
}
