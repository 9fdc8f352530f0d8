package dev.portcullis.rego.bundle;

import java.nio.charset.StandardCharsets;

/// One 512-byte header of a tar file (POSIX.1-1988 ustar, with GNU's base-256 sizes).
///
/// @param name prefix included, as written
/// @param size of the content behind the header, in bytes
/// @param type `0` a file, `5` a directory, `x` attributes of the next entry, `L` its long name
record TarEntry(String name, long size, char type) {
    static final int BLOCK = 512;
    private static final int NAME_BYTES = 100;
    private static final int SIZE_AT = 124;
    private static final int SIZE_BYTES = 12;
    private static final int CHECKSUM_AT = 148;
    private static final int CHECKSUM_BYTES = 8;
    private static final int TYPE_AT = 156;
    private static final int MAGIC_AT = 257;
    private static final int PREFIX_AT = 345;
    private static final int PREFIX_BYTES = 155;

    /// Reads a header.
    ///
    /// @throws IllegalArgumentException when it is none
    static TarEntry of(byte[] block) {
        if (checksum(block) != octal(block, CHECKSUM_AT, CHECKSUM_BYTES)) {
            throw new IllegalArgumentException("a header has a wrong checksum");
        }
        String name = text(block, 0, NAME_BYTES);
        boolean posix = text(block, MAGIC_AT, 6).equals("ustar");
        String prefix = posix ? text(block, PREFIX_AT, PREFIX_BYTES) : "";
        char type = block[TYPE_AT] == 0 ? '0' : (char) (block[TYPE_AT] & 0xFF);
        return new TarEntry(prefix.isEmpty() ? name : prefix + "/" + name, size(block), type);
    }

    /// Whether a block ends the archive.
    static boolean isEnd(byte[] block) {
        for (byte b : block) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    private static long size(byte[] block) {
        if (block[SIZE_AT] >= 0) {
            return octal(block, SIZE_AT, SIZE_BYTES);
        }
        long size = block[SIZE_AT] & 0x7F;
        for (int i = SIZE_AT + 1; i < SIZE_AT + SIZE_BYTES; i++) {
            if (size >> 54 != 0) {
                throw new IllegalArgumentException("a header has a size that is too big");
            }
            size = size << Byte.SIZE | (block[i] & 0xFF);
        }
        return size;
    }

    private static long octal(byte[] block, int at, int length) {
        String digits = text(block, at, length).strip();
        return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    }

    private static long checksum(byte[] block) {
        long sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            boolean own = i >= CHECKSUM_AT && i < CHECKSUM_AT + CHECKSUM_BYTES;
            sum += own ? ' ' : block[i] & 0xFF;
        }
        return sum;
    }

    private static String text(byte[] block, int at, int length) {
        int end = at;
        while (end < at + length && block[end] != 0) {
            end++;
        }
        return new String(block, at, end - at, StandardCharsets.UTF_8);
    }
}
