package dev.portcullis.snapshot;

import org.jspecify.annotations.Nullable;

/// The table of [Node.Consumer].
public final class Consumers extends NodeTable {
    private static final int TYPE = 1;
    private static final int PLATFORM = 2;
    private static final int ENVIRONMENT = 3;
    private static final int REGION = 4;
    private static final int NETWORK_ZONE = 5;
    private static final int FIRST_SEEN = 6;
    private static final int SANCTIONED = 7;
    private static final int SIBLING_KEY = 8;
    private static final int LEARNING_UNTIL = 9;
    private static final int OWNERSHIP = 10;

    private final OwnershipColumns ownership;

    Consumers(Table table, StringHeap strings, NodeNumbers numbers) {
        super(NodeKind.CONSUMER, table, strings, numbers);
        this.ownership = new OwnershipColumns(this, OWNERSHIP);
    }

    /// Such as `function` or `ai_agent`.
    public String type(int node) {
        return text(TYPE, node);
    }

    /// The string id of [#type].
    public int typeString(int node) {
        return string(TYPE, node);
    }

    /// What it runs on.
    public String platform(int node) {
        return text(PLATFORM, node);
    }

    /// The string id of [#platform].
    public int platformString(int node) {
        return string(PLATFORM, node);
    }

    /// The environment; null when not known.
    public @Nullable String environment(int node) {
        return textOrNull(ENVIRONMENT, node);
    }

    /// The string id of [#environment], [Snapshot#NONE] when not known.
    public int environmentString(int node) {
        return string(ENVIRONMENT, node);
    }

    /// The region; null when not known.
    public @Nullable String region(int node) {
        return textOrNull(REGION, node);
    }

    /// The string id of [#region], [Snapshot#NONE] when not known.
    public int regionString(int node) {
        return string(REGION, node);
    }

    /// The network zone; null when not known.
    public @Nullable String networkZone(int node) {
        return textOrNull(NETWORK_ZONE, node);
    }

    /// The string id of [#networkZone], [Snapshot#NONE] when not known.
    public int networkZoneString(int node) {
        return string(NETWORK_ZONE, node);
    }

    /// When it was first seen, nanoseconds since 1970; [Snapshot#ABSENT_NS] when not known.
    public long firstSeenNs(int node) {
        return time(FIRST_SEEN, node);
    }

    /// Whether it is known and allowed.
    public boolean sanctioned(int node) {
        return flag(SANCTIONED, node);
    }

    /// What makes it the same as another consumer; null when not known.
    public @Nullable String siblingKey(int node) {
        return textOrNull(SIBLING_KEY, node);
    }

    /// The string id of [#siblingKey], [Snapshot#NONE] when not known.
    public int siblingKeyString(int node) {
        return string(SIBLING_KEY, node);
    }

    /// Until when novelty is relaxed, nanoseconds since 1970; [Snapshot#ABSENT_NS] when not known.
    public long learningUntilNs(int node) {
        return time(LEARNING_UNTIL, node);
    }

    /// Who owns these nodes.
    public OwnershipColumns ownership() {
        return ownership;
    }
}
