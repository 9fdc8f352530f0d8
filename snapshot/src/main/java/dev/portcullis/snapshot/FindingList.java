package dev.portcullis.snapshot;

import java.util.Objects;

/// The open findings on one subject, inside the map. Valid as long as the snapshot is open.
public final class FindingList {
    /// Column of the subjects: the first finding behind those of the row.
    private static final int SUBJECT_END = 1;

    private static final int CODE = 0;
    private static final int SEVERITY = 1;
    private static final int SINCE = 2;
    private static final int TOMBSTONE = 3;

    private final Table table;
    private final StringHeap strings;
    private final int first;
    private final int size;

    FindingList(Facts facts, int first, int size) {
        this.table = facts.findings;
        this.strings = facts.strings;
        this.first = first;
        this.size = size;
    }

    /// The findings of a row of the subjects.
    static FindingList ofSubject(Facts facts, int row) {
        int first = row == 0 ? 0 : facts.subjects.intAt(SUBJECT_END, row - 1);
        return new FindingList(facts, first, facts.subjects.intAt(SUBJECT_END, row) - first);
    }

    /// Whether these are the findings of the same subject; of no use for empty lists.
    public boolean sameAs(FindingList other) {
        return first == other.first && size == other.size;
    }

    /// How many findings there are.
    public int size() {
        return size;
    }

    /// The code of the finding at a position from 0.
    public String code(int index) {
        return strings.get(codeString(index));
    }

    /// The string id of the code.
    public int codeString(int index) {
        return table.intAt(CODE, row(index));
    }

    /// `low`, `medium`, `high` or `critical`.
    public String severity(int index) {
        return strings.get(severityString(index));
    }

    /// The string id of the severity.
    public int severityString(int index) {
        return table.intAt(SEVERITY, row(index));
    }

    /// Since when, nanoseconds since 1970.
    public long sinceNs(int index) {
        return table.longAt(SINCE, row(index));
    }

    /// Whether the subject itself has ended.
    public boolean tombstone(int index) {
        return table.flagAt(TOMBSTONE, row(index));
    }

    private int row(int index) {
        return first + Objects.checkIndex(index, size);
    }
}
