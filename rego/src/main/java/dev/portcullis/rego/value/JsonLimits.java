package dev.portcullis.rego.value;

/// Bounds of a JSON text.
///
/// @param maxBytes longest text, in bytes
/// @param maxDepth deepest nesting of arrays and objects
public record JsonLimits(int maxBytes, int maxDepth) {
    /// For documents an operator supplies: 1 GiB, 1,000 levels. Go allows 10,000, but whatever walks a value
    /// recurses, and must fit the stack of any thread.
    public static final JsonLimits DOCUMENT = new JsonLimits(1 << 30, 1_000);
}
