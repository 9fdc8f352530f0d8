package dev.portcullis.rego.syntax;

import dev.portcullis.rego.source.Span;
import dev.portcullis.rego.value.RegoObject;

/// A `# METADATA` comment, not yet joined to what it speaks about.
///
/// @param scope the scope as written; empty when none is
/// @param entrypoint whether `entrypoint: true` is written
/// @param content the fields in the form `rego.metadata.rule()` gives them
record MetadataBlock(Span span, String scope, boolean entrypoint, RegoObject content) {}
