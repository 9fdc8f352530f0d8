package dev.portcullis.snapshot;

/// One line of the section table.
///
/// @param section which section
/// @param offset from the begin of the file, in bytes
/// @param length in bytes, without padding
/// @param count how many strings, rows, lists, edges … the section holds
/// @param digest SHA-256 over the SHA-256s of the chunks
record SectionEntry(Section section, long offset, long length, int count, Digest digest) {
    long end() {
        return offset + length;
    }
}
