package dev.portcullis.pdp.log;

/// Facts as they lie in a segment: a payload and the digest that names it.
public final class FactBlock {
    private final byte[] payload;
    private final Digest digest;

    /// @param payload given away by the caller
    public FactBlock(byte[] payload, Digest digest) {
        this.payload = payload;
        this.digest = digest;
    }

    /// The bytes of the frame; not to be changed.
    byte[] payload() {
        return payload;
    }

    public Digest digest() {
        return digest;
    }
}
