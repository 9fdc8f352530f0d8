package dev.portcullis.snapshot;

/// How fresh one source's facts are.
///
/// @param name the source, such as `vault`
/// @param watermarkNs everything the source showed up to then is in the snapshot, nanoseconds since 1970
/// @param status `ok`, `partial` or `failed`
public record SourceWatermark(String name, long watermarkNs, String status) {}
