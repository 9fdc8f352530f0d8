package dev.portcullis.snapshot;

/// The table of [Node.Credential].
public final class Credentials extends NodeTable {
    private static final int KIND = 1;
    private static final int LIFETIME_CLASS = 2;
    private static final int STATUS = 3;
    private static final int CREATED = 4;
    private static final int EXPIRES = 5;
    private static final int OWNERSHIP = 6;
    private static final int USAGE = 9;

    private final OwnershipColumns ownership;
    private final UsageColumns usage;

    Credentials(Table table, StringHeap strings, Lists regions, NodeNumbers numbers) {
        super(NodeKind.CREDENTIAL, table, strings, numbers);
        this.ownership = new OwnershipColumns(this, OWNERSHIP);
        this.usage = new UsageColumns(this, USAGE, regions);
    }

    /// Such as `aws_access_key`.
    public String kind(int node) {
        return text(KIND, node);
    }

    /// The string id of [#kind].
    public int kindString(int node) {
        return string(KIND, node);
    }

    /// `static` or `ephemeral`.
    public String lifetimeClass(int node) {
        return text(LIFETIME_CLASS, node);
    }

    /// The string id of [#lifetimeClass].
    public int lifetimeClassString(int node) {
        return string(LIFETIME_CLASS, node);
    }

    /// `active`, `deactivated`, `revoked` or `removed`.
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

    /// When it ends, nanoseconds since 1970; [Snapshot#ABSENT_NS] when not known.
    public long expiresNs(int node) {
        return time(EXPIRES, node);
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
