package dev.portcullis.rego;

import dev.portcullis.rego.value.RegoValue;
import java.util.Map;

/// What a compilation takes besides sources.
///
/// @param schemas JSON schemas by the name that `schemas` annotations use, such as `schema.request`; the one named
///        `schema` describes `input` for all rules. Without any, annotations that name a schema are ignored
public record CompileOptions(Map<String, RegoValue> schemas) {
    /// No schemas.
    public static final CompileOptions DEFAULT = new CompileOptions(Map.of());

    public CompileOptions {
        schemas = Map.copyOf(schemas);
    }
}
