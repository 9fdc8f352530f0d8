/// The decision log: hash-chained segment files, the one thread that writes them, and what reads them back (show,
/// verify,
/// replay). Start at [SegmentLog]. Format: docs/spec/decision-log.md. Knows nothing of protobuf, which stays behind
/// [RecordCodec], and nothing of how decisions are made.
@org.jspecify.annotations.NullMarked
package dev.portcullis.pdp.log;
