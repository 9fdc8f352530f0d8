package dev.portcullis.snapshot;

import org.jspecify.annotations.Nullable;

/// The table of [Node.StorageLocation].
public final class StorageLocations extends NodeTable {
    private static final int TYPE = 1;
    private static final int SYSTEM = 2;
    private static final int PATH = 3;
    private static final int ENVIRONMENT = 4;
    private static final int SANCTIONED = 5;

    StorageLocations(Table table, StringHeap strings, NodeNumbers numbers) {
        super(NodeKind.STORAGE_LOCATION, table, strings, numbers);
    }

    /// Such as `vault_secret`.
    public String type(int node) {
        return text(TYPE, node);
    }

    /// The string id of [#type].
    public int typeString(int node) {
        return string(TYPE, node);
    }

    /// The instance that holds it.
    public String system(int node) {
        return text(SYSTEM, node);
    }

    /// The string id of [#system].
    public int systemString(int node) {
        return string(SYSTEM, node);
    }

    /// The path inside that instance.
    public String path(int node) {
        return text(PATH, node);
    }

    /// The string id of [#path].
    public int pathString(int node) {
        return string(PATH, node);
    }

    /// The environment; null when not known.
    public @Nullable String environment(int node) {
        return textOrNull(ENVIRONMENT, node);
    }

    /// The string id of [#environment], [Snapshot#NONE] when not known.
    public int environmentString(int node) {
        return string(ENVIRONMENT, node);
    }

    /// Whether credentials may be kept there.
    public boolean sanctioned(int node) {
        return flag(SANCTIONED, node);
    }
}
