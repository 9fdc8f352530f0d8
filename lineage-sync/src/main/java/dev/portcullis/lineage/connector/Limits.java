package dev.portcullis.lineage.connector;

/// Bounds of one evidence file.
///
/// @param maxFileBytes largest file
/// @param maxLineBytes longest line, without its line feed
/// @param maxLines most lines
public record Limits(long maxFileBytes, int maxLineBytes, int maxLines) {
    /// 1 GiB of lines of at most 16 KiB: ten million facts and then some.
    public static final Limits DEFAULT = new Limits(1L << 30, 16 << 10, 20_000_000);
}
