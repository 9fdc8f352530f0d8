package dev.portcullis.pdp.log;

/// What an answer waits for.
public enum LogMode {
    /// Nothing: the record is queued; when it cannot be kept, that is counted and written down as a gap.
    ASYNC,
    /// The record is in the operating system: it survives the process, not the machine.
    DURABLE,
    /// The record is on the disk.
    FSYNC
}
