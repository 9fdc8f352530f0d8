package dev.portcullis.snapshot;

/// What a fixed-width column of a table holds, and how wide a value is. Absent values are all ones in 4-byte columns
/// and the smallest long in 8-byte columns.
enum ColumnType {
    /// The id of the row: strictly ascending string ids.
    ID(4),
    /// A string id.
    STRING(4),
    /// A string id, or absent.
    OPTIONAL_STRING(4),
    /// The node number of an owner.
    OWNER(4),
    /// The node number of an owner, or absent.
    OPTIONAL_OWNER(4),
    /// The node number of a resource, or absent.
    OPTIONAL_RESOURCE(4),
    /// The number of a list in the section of region lists, or absent.
    OPTIONAL_REGIONS(4),
    /// The number of a list in the section of escalations.
    ESCALATION(4),
    /// A count of at least 0, or absent.
    OPTIONAL_COUNT(4),
    /// The number of the first finding after those of this row: ascending.
    FINDINGS_END(4),
    /// Nanoseconds since 1970.
    TIME(8),
    /// Nanoseconds since 1970, or absent.
    OPTIONAL_TIME(8),
    /// An IEEE 754 double from 0 to 1.
    SCORE(8),
    /// 0 or 1.
    FLAG(1);

    private final int bytes;

    ColumnType(int bytes) {
        this.bytes = bytes;
    }

    int bytes() {
        return bytes;
    }
}
