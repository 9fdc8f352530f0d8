/// Builtin functions: what is declared (`Declarations`, all of OPA 1.22's 206), what is implemented (`Builtins`),
/// and one class per group of OPA's documentation. A builtin sees values and its [BuiltinContext], nothing else.
@org.jspecify.annotations.NullMarked
package dev.portcullis.rego.builtin;
