package dev.portcullis.rego.value;

/// The value `null`.
public final class RegoNull extends RegoValue {
    public static final RegoNull NULL_VALUE = new RegoNull();

    private RegoNull() {
        super(NULL);
    }

    @Override
    public int hashCode() {
        return 0x5bd1;
    }
}
