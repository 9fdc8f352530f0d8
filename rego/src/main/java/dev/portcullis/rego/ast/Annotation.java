package dev.portcullis.rego.ast;

import dev.portcullis.rego.source.Span;
import dev.portcullis.rego.value.RegoObject;

/// A `# METADATA` block.
///
/// @param scope what it speaks about
/// @param target the place of the package line or rule it stands above
/// @param content the YAML of the block as an object
public record Annotation(Span span, Scope scope, Span target, RegoObject content) {
    /// The scopes OPA knows.
    public enum Scope {
        RULE,
        DOCUMENT,
        PACKAGE,
        SUBPACKAGES
    }
}
