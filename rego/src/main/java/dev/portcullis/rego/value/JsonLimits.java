package dev.portcullis.rego.value;

/// Bounds of a JSON text.
///
/// @param maxBytes longest text, in bytes
/// @param maxDepth deepest nesting of arrays and objects
public record JsonLimits(int maxBytes, int maxDepth) {
    /// For documents an operator supplies: 1 GiB, 10,000 levels (Go's own bound).
    public static final JsonLimits DOCUMENT = new JsonLimits(1 << 30, 10_000);
}
