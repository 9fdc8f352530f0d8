package dev.portcullis.rego.source;

/// The language level of a module, as in a bundle's `rego_version`.
public enum RegoVersion {
    /// Before OPA 1.0: `if` and `contains` only by import.
    V0,
    /// OPA 1.0 and later.
    V1,
    /// V1 with the keywords `and`, `or` and the composite `not` (OPA 1.22).
    V2
}
