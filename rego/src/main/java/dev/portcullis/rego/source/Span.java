package dev.portcullis.rego.source;

/// A stretch of source text.
///
/// @param file name of the [Source]; empty for text without a file
/// @param row first line, from 1
/// @param column first column, from 1, counted in bytes of UTF-8 as OPA does
/// @param offset first character, an index into the source text
/// @param length length in characters
public record Span(String file, int row, int column, int offset, int length) {
    /// For what the compiler made up itself.
    public static final Span NONE = new Span("", 0, 0, 0, 0);

    /// From the start of this to the end of `last`, which must not start before it.
    public Span to(Span last) {
        return new Span(file, row, column, offset, Math.max(length, last.offset + last.length - offset));
    }

    /// `file:row`, the form in OPA's messages.
    @Override
    public String toString() {
        return file.isEmpty() ? row + ":" + column : file + ":" + row;
    }
}
