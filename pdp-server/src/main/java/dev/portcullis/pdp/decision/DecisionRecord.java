package dev.portcullis.pdp.decision;

/// One decision with all that it was based on: enough to replay it with the bundle at hand.
///
/// @param timeNs when it was made, nanoseconds since 1970; also `input.request.time_ns`
/// @param read the facts, under a lease that whoever records them gives back
public record DecisionRecord(long timeNs, Call call, DecisionRequest request, Decision decision, FactsRead read) {}
