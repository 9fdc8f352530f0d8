package dev.portcullis.rego.value;

/// `true` or `false`.
public final class RegoBoolean extends RegoValue {
    public static final RegoBoolean TRUE = new RegoBoolean(true);
    public static final RegoBoolean FALSE = new RegoBoolean(false);

    private final boolean value;

    private RegoBoolean(boolean value) {
        super(BOOLEAN);
        this.value = value;
    }

    public static RegoBoolean of(boolean value) {
        return value ? TRUE : FALSE;
    }

    public boolean value() {
        return value;
    }

    @Override
    public int hashCode() {
        return value ? 0x2f31 : 0x1a27;
    }
}
