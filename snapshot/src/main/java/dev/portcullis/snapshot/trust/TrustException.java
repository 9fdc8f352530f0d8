package dev.portcullis.snapshot.trust;

/// A trust file or a private key file that must not be used. The message names the file, and the line where there is
/// one; it never holds key material.
public final class TrustException extends Exception {
    private static final long serialVersionUID = 1L;

    TrustException(String message) {
        super(message);
    }
}
