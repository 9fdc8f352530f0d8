package dev.portcullis.pdp.policy;

/// How policies decide.
///
/// @param entrypoint the document that is a decision, such as `data.portcullis.decision`
/// @param strictBuiltinErrors whether an error of a builtin ends an evaluation; false only for migrated policies
public record PolicyOptions(String entrypoint, boolean strictBuiltinErrors) {}
