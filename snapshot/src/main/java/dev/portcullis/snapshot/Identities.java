package dev.portcullis.snapshot;

import org.jspecify.annotations.Nullable;

/// The table of [Node.Identity].
public final class Identities extends NodeTable {
    private static final int TYPE = 1;
    private static final int SYSTEM = 2;
    private static final int ENVIRONMENT = 3;
    private static final int STATUS = 4;
    private static final int CREATED = 5;
    private static final int OWNERSHIP = 6;

    private final OwnershipColumns ownership;

    Identities(Table table, StringHeap strings, NodeNumbers numbers) {
        super(NodeKind.IDENTITY, table, strings, numbers);
        this.ownership = new OwnershipColumns(this, OWNERSHIP);
    }

    /// The middle part of the id, such as `role`.
    public String type(int node) {
        return text(TYPE, node);
    }

    /// The string id of [#type].
    public int typeString(int node) {
        return string(TYPE, node);
    }

    /// The system it belongs to.
    public String system(int node) {
        return text(SYSTEM, node);
    }

    /// The string id of [#system].
    public int systemString(int node) {
        return string(SYSTEM, node);
    }

    /// The environment; null when not known.
    public @Nullable String environment(int node) {
        return textOrNull(ENVIRONMENT, node);
    }

    /// The string id of [#environment], [Snapshot#NONE] when not known.
    public int environmentString(int node) {
        return string(ENVIRONMENT, node);
    }

    /// `active`, `inactive`, `revoked` or `removed`.
    public String status(int node) {
        return text(STATUS, node);
    }

    /// The string id of [#status].
    public int statusString(int node) {
        return string(STATUS, node);
    }

    /// When it was made, nanoseconds since 1970; [Snapshot#ABSENT_NS] when not known.
    public long createdNs(int node) {
        return time(CREATED, node);
    }

    /// Who owns these nodes.
    public OwnershipColumns ownership() {
        return ownership;
    }
}
