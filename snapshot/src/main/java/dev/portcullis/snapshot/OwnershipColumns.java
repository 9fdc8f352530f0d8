package dev.portcullis.snapshot;

/// Who owns the nodes of a table, and how sure that is. Takes node numbers of that table.
public final class OwnershipColumns {
    private final NodeTable nodes;
    private final int owner;
    private final int standsIn;
    private final int score;

    /// @param first the first of the three columns
    OwnershipColumns(NodeTable nodes, int first) {
        this.nodes = nodes;
        this.owner = first;
        this.standsIn = first + 1;
        this.score = first + 2;
    }

    /// Whether anything is known.
    public boolean known(int node) {
        return nodes.string(owner, node) != Format.NONE;
    }

    /// The owner's node number; [Snapshot#NONE] when not known.
    public int owner(int node) {
        return nodes.flag(standsIn, node) ? Format.NONE : nodes.string(owner, node);
    }

    /// The node number of the owner whose escalation counts as long as no owner is known; [Snapshot#NONE] when an
    /// owner is known or nobody stands in.
    public int standIn(int node) {
        return nodes.flag(standsIn, node) ? nodes.string(owner, node) : Format.NONE;
    }

    /// How sure the ownership is, from 0 to 1; 0 when nothing is known.
    public double score(int node) {
        return nodes.table().scoreAt(score, nodes.row(node));
    }
}
