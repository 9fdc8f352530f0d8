package dev.portcullis.snapshot;

import org.jspecify.annotations.Nullable;

/// The table of [Node.Resource].
public final class Resources extends NodeTable {
    private static final int TYPE = 1;
    private static final int ENVIRONMENT = 2;
    private static final int DATA_CLASS = 3;
    private static final int PARENT = 4;
    private static final int OWNERSHIP = 5;
    private static final int USAGE = 8;

    private final OwnershipColumns ownership;
    private final UsageColumns usage;

    Resources(Table table, StringHeap strings, Lists regions, NodeNumbers numbers) {
        super(NodeKind.RESOURCE, table, strings, numbers);
        this.ownership = new OwnershipColumns(this, OWNERSHIP);
        this.usage = new UsageColumns(this, USAGE, regions);
    }

    /// Such as `aws_role`, or the bare type of what cannot be asked for.
    public String type(int node) {
        return text(TYPE, node);
    }

    /// The string id of [#type].
    public int typeString(int node) {
        return string(TYPE, node);
    }

    /// The environment; null when not known.
    public @Nullable String environment(int node) {
        return textOrNull(ENVIRONMENT, node);
    }

    /// The string id of [#environment], [Snapshot#NONE] when not known.
    public int environmentString(int node) {
        return string(ENVIRONMENT, node);
    }

    /// The sensitivity, such as `pii`; null when not known.
    public @Nullable String dataClass(int node) {
        return textOrNull(DATA_CLASS, node);
    }

    /// The string id of [#dataClass], [Snapshot#NONE] when not known.
    public int dataClassString(int node) {
        return string(DATA_CLASS, node);
    }

    /// The resource it is a part of, a node number; [Snapshot#NONE] when there is none.
    public int parent(int node) {
        return string(PARENT, node);
    }

    /// Who owns these nodes.
    public OwnershipColumns ownership() {
        return ownership;
    }

    /// How these nodes have been used.
    public UsageColumns usage() {
        return usage;
    }
}
