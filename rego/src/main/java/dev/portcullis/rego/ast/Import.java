package dev.portcullis.rego.ast;

import dev.portcullis.rego.source.Span;
import org.jspecify.annotations.Nullable;

/// An `import` line.
///
/// @param path what is imported: a ref that starts at `data`, `input`, `rego` or `future`
/// @param alias the name behind `as`; null when there is none
public record Import(Span span, Term.Ref path, @Nullable String alias) {}
