package dev.portcullis.rego.source;

/// One piece of policy text.
///
/// @param name file name or other label, used in diagnostics as given
public record Source(String name, String text) {}
