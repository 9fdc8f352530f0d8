package dev.portcullis.rego.types;

/// The types without parts.
public final class Basic {
    public static final Type ANY = new Type.Any();
    public static final Type NULL = new Type.Null();
    public static final Type BOOLEAN = new Type.Bool();
    public static final Type NUMBER = new Type.Num();
    public static final Type STRING = new Type.Text();
    public static final Type UNKNOWN = new Type.Unknown();

    private Basic() {}
}
