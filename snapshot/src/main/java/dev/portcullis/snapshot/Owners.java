package dev.portcullis.snapshot;

import org.jspecify.annotations.Nullable;

/// The table of [Node.Owner].
public final class Owners extends NodeTable {
    private static final int EMAIL = 1;
    private static final int STATUS = 2;
    private static final int ACCOUNTABLE = 3;
    private static final int ESCALATION = 4;

    private final Lists escalations;

    Owners(Table table, StringHeap strings, Lists escalations, NodeNumbers numbers) {
        super(NodeKind.OWNER, table, strings, numbers);
        this.escalations = escalations;
    }

    /// The address; null when not known.
    public @Nullable String email(int node) {
        return textOrNull(EMAIL, node);
    }

    /// The string id of [#email], [Snapshot#NONE] when not known.
    public int emailString(int node) {
        return string(EMAIL, node);
    }

    /// `active` or `inactive`.
    public String status(int node) {
        return text(STATUS, node);
    }

    /// The string id of [#status].
    public int statusString(int node) {
        return string(STATUS, node);
    }

    /// The owner who answers now, an owner's node number.
    public int accountable(int node) {
        return string(ACCOUNTABLE, node);
    }

    /// Whom to tell, in order: node numbers of owners.
    public IntList escalation(int node) {
        return escalations.get(string(ESCALATION, node));
    }
}
