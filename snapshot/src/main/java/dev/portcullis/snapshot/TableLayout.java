package dev.portcullis.snapshot;

import static dev.portcullis.snapshot.ColumnType.ESCALATION;
import static dev.portcullis.snapshot.ColumnType.FINDINGS_END;
import static dev.portcullis.snapshot.ColumnType.FLAG;
import static dev.portcullis.snapshot.ColumnType.ID;
import static dev.portcullis.snapshot.ColumnType.OPTIONAL_COUNT;
import static dev.portcullis.snapshot.ColumnType.OPTIONAL_OWNER;
import static dev.portcullis.snapshot.ColumnType.OPTIONAL_REGIONS;
import static dev.portcullis.snapshot.ColumnType.OPTIONAL_RESOURCE;
import static dev.portcullis.snapshot.ColumnType.OPTIONAL_STRING;
import static dev.portcullis.snapshot.ColumnType.OPTIONAL_TIME;
import static dev.portcullis.snapshot.ColumnType.OWNER;
import static dev.portcullis.snapshot.ColumnType.SCORE;
import static dev.portcullis.snapshot.ColumnType.STRING;
import static dev.portcullis.snapshot.ColumnType.TIME;

import java.util.ArrayList;
import java.util.List;

/// The columns of a table section, in file order: each column holds all its rows and is padded to 8 bytes. The one
/// place that both the writer and the reader take the order from; the table classes name the positions.
///
/// @param columns in file order
record TableLayout(List<ColumnType> columns) {
    /// Owner, whether it only stands in, score. All absent or zero when nothing is known.
    private static final List<ColumnType> OWNERSHIP = List.of(OPTIONAL_OWNER, FLAG, SCORE);

    /// Consumers seen, last seen, usual regions, learning. All absent or zero when nothing is known.
    private static final List<ColumnType> USAGE = List.of(OPTIONAL_COUNT, OPTIONAL_TIME, OPTIONAL_REGIONS, FLAG);

    static final TableLayout IDENTITY =
            of(List.of(ID, STRING, STRING, OPTIONAL_STRING, STRING, OPTIONAL_TIME), OWNERSHIP);
    static final TableLayout CREDENTIAL =
            of(List.of(ID, STRING, STRING, STRING, OPTIONAL_TIME, OPTIONAL_TIME), OWNERSHIP, USAGE);
    static final TableLayout STORAGE_LOCATION = of(List.of(ID, STRING, STRING, STRING, OPTIONAL_STRING, FLAG));
    static final TableLayout CONSUMER = of(
            List.of(ID, STRING, STRING, OPTIONAL_STRING, OPTIONAL_STRING, OPTIONAL_STRING),
            List.of(OPTIONAL_TIME, FLAG, OPTIONAL_STRING, OPTIONAL_TIME),
            OWNERSHIP);
    static final TableLayout RESOURCE =
            of(List.of(ID, STRING, OPTIONAL_STRING, OPTIONAL_STRING, OPTIONAL_RESOURCE), OWNERSHIP, USAGE);
    static final TableLayout OWNERS = of(List.of(ID, OPTIONAL_STRING, STRING, OWNER, ESCALATION));
    static final TableLayout SYSTEM = of(List.of(ID, STRING, OPTIONAL_STRING));
    static final TableLayout SUBJECTS = of(List.of(ID, FINDINGS_END));
    static final TableLayout FINDINGS = of(List.of(STRING, STRING, TIME, FLAG));

    TableLayout {
        columns = List.copyOf(columns);
    }

    @SafeVarargs
    private static TableLayout of(List<ColumnType>... parts) {
        var columns = new ArrayList<ColumnType>();
        for (List<ColumnType> part : parts) {
            columns.addAll(part);
        }
        return new TableLayout(columns);
    }

    static TableLayout of(NodeKind kind) {
        return switch (kind) {
            case IDENTITY -> IDENTITY;
            case CREDENTIAL -> CREDENTIAL;
            case STORAGE_LOCATION -> STORAGE_LOCATION;
            case CONSUMER -> CONSUMER;
            case RESOURCE -> RESOURCE;
            case OWNER -> OWNERS;
            case SYSTEM -> SYSTEM;
        };
    }

    /// Where a column begins, in bytes from the begin of the section.
    long offset(int column, long rows) {
        long offset = 0;
        for (ColumnType type : columns.subList(0, column)) {
            offset += Format.align(type.bytes() * rows, Long.BYTES);
        }
        return offset;
    }

    /// The length of a section with this many rows, in bytes.
    long length(long rows) {
        return offset(columns.size(), rows);
    }
}
