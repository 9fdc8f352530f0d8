package dev.portcullis.rego.ast;

/// The language level of a module, as in a bundle's `rego_version`.
public enum RegoVersion {
    /// Before OPA 1.0: `if` and `contains` only by import.
    V0,
    /// OPA 1.0 and later.
    V1,
    /// V1 with the keywords `and`, `or` and the composite `not` (OPA 1.22).
    V2;

    /// The level of a bundle's `rego_version`.
    ///
    /// @throws IllegalArgumentException when the number is not 0, 1 or 2
    public static RegoVersion of(int number) {
        return switch (number) {
            case 0 -> V0;
            case 1 -> V1;
            case 2 -> V2;
            default ->
                throw new IllegalArgumentException("unknown rego version `" + number + "`, known are 0, 1 and 2");
        };
    }
}
