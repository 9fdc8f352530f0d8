package dev.portcullis.rego;

/// What a compilation may be asked for.
///
/// @param strict adds the checks of `opa check --strict`: unused locals, arguments and imports, and what is an error
///        of newer modules anyway (imports of one name, `input` and `data` as names, deprecated builtins)
/// @param maxErrors after how many errors compilation gives up; 0 is no limit
public record CompileOptions(boolean strict, int maxErrors) {
    /// Not strict, OPA's limit of ten errors.
    public static final CompileOptions DEFAULT = new CompileOptions(false, 10);

    /// [#DEFAULT] with the strict checks.
    public static final CompileOptions STRICT = new CompileOptions(true, 10);
}
