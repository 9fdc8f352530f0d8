package dev.portcullis.snapshot;

import org.jspecify.annotations.Nullable;

/// The table of [Node.SystemInstance].
public final class Systems extends NodeTable {
    private static final int TYPE = 1;
    private static final int ENVIRONMENT = 2;

    Systems(Table table, StringHeap strings, NodeNumbers numbers) {
        super(NodeKind.SYSTEM, table, strings, numbers);
    }

    /// The kind of system.
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
}
