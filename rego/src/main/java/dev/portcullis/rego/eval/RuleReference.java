package dev.portcullis.rego.eval;

import dev.portcullis.rego.source.Span;

/// One rule body, named as an author would look for it.
///
/// @param path the document it defines, such as `data.portcullis.decision`
/// @param span where the rule stands
public record RuleReference(String path, Span span) {}
