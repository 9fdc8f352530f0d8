package dev.portcullis.rego;

import dev.portcullis.rego.value.RegoValue;
import java.util.Map;

/// What a compilation may be asked for.
///
/// @param strict adds the checks of `opa check --strict`: unused locals, arguments and imports, and what is an error
///     of newer modules anyway (imports of one name, `input` and `data` as names, deprecated builtins)
/// @param maxErrors after how many errors compilation gives up; 0 is no limit
/// @param schemas JSON schemas by the name that `schemas` annotations use, such as `schema.request`; the one named
///     `schema` describes `input` for all rules. Without any, annotations that name a schema are ignored
public record CompileOptions(boolean strict, int maxErrors, Map<String, RegoValue> schemas) {
    /// Not strict, OPA's limit of ten errors, no schemas.
    public static final CompileOptions DEFAULT = new CompileOptions(false, 10, Map.of());

    /// [#DEFAULT] with the strict checks.
    public static final CompileOptions STRICT = new CompileOptions(true, 10, Map.of());

    public CompileOptions {
        schemas = Map.copyOf(schemas);
    }
}
