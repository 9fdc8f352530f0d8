package dev.portcullis.rego.syntax;

import dev.portcullis.rego.ast.Rule;
import org.jspecify.annotations.Nullable;

/// A rule with what its text leaves out, which the rules of v1 ask about.
///
/// @param impliedBody whether no body was written
/// @param impliedValue whether no value was written
/// @param hasIf whether `if` was written
/// @param hasContains whether `contains` was written
/// @param otherwise the same of the `else` branch
record ParsedRule(
        Rule rule,
        boolean impliedBody,
        boolean impliedValue,
        boolean hasIf,
        boolean hasContains,
        @Nullable ParsedRule otherwise) {}
