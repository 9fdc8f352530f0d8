package dev.portcullis.snapshot.trust;

/// What a trust file says about a signature.
public sealed interface SignatureCheck {
    /// The signature verifies under a key that may be used for the purpose now.
    record Valid(TrustedKey key) implements SignatureCheck {}

    /// Anything else.
    ///
    /// @param reason one sentence that names the key id and what was allowed
    record Refused(String reason) implements SignatureCheck {}
}
