package dev.portcullis.snapshot;

import dev.portcullis.snapshot.SnapshotFormatException.Corrupt;
import java.lang.foreign.MemorySegment;

/// The bytes of one section, with the checks that every section needs. All numbers are little-endian; `at` is an
/// offset in bytes from the begin of the section.
///
/// @param file for messages
/// @param bytes exactly the section
record SectionData(String file, Section section, int count, MemorySegment bytes) {
    private static final int COPY_BYTES = 1 << 14;

    int intAt(long at) {
        return bytes.get(Format.INT, at);
    }

    long longAt(long at) {
        return bytes.get(Format.LONG, at);
    }

    byte byteAt(long at) {
        return bytes.get(Format.BYTE, at);
    }

    long length() {
        return bytes.byteSize();
    }

    Corrupt corrupt(String what) {
        return new Corrupt(file, "section " + section.name() + ": " + what);
    }

    void requireLength(long expected) throws Corrupt {
        if (length() != expected) {
            throw corrupt("has " + length() + " bytes, its counts ask for " + expected);
        }
    }

    /// Reads ints from there on.
    IntScan scan(long at) {
        return new IntScan(bytes, at);
    }

    /// Copies bytes, for passes over whole sections.
    byte[] copy(long at, long length) {
        return bytes.asSlice(at, length).toArray(Format.BYTE);
    }

    /// Padding: a few bytes.
    void requireZero(long from, long to) throws Corrupt {
        for (byte padding : copy(from, to - from)) {
            if (padding != 0) {
                throw corrupt("padding between byte " + from + " and " + to + " is not zero");
            }
        }
    }

    /// `n + 1` ints that begin at 0, never descend and end at `total`.
    ///
    /// @param least the least difference of two neighbours
    /// @param most the greatest one
    void requireOffsets(long at, long n, int total, int least, int most) throws Corrupt {
        IntScan offsets = scan(at);
        int last = offsets.next();
        if (last != 0) {
            throw corrupt("offsets begin at " + last + " instead of 0");
        }
        for (long i = 1; i <= n; i++) {
            int next = offsets.next();
            if (next < last || next - last < least || next - last > most || next > total) {
                throw corrupt("offset " + i + " is " + next + " behind " + last + ", " + least + " to " + most
                        + " more are allowed, and " + total + " in all");
            }
            last = next;
        }
        if (last != total) {
            throw corrupt("offsets end at " + last + " instead of " + total);
        }
    }

    /// `n` ints from `low` on and below `high`.
    void requireRange(long at, long n, int low, int high) throws Corrupt {
        IntScan values = scan(at);
        for (long i = 0; i < n; i++) {
            int value = values.next();
            if (value < low || value >= high) {
                throw corrupt("value " + i + " is " + value + ", allowed is " + low + " to below " + high);
            }
        }
    }

    /// `n` bytes below `high`.
    void requireBytes(long at, long n, int high) throws Corrupt {
        for (long from = 0; from < n; from += COPY_BYTES) {
            long index = from;
            for (byte value : copy(at + from, Math.min(COPY_BYTES, n - from))) {
                if (Byte.toUnsignedInt(value) >= high) {
                    throw corrupt("value " + index + " is " + Byte.toUnsignedInt(value) + ", allowed is below " + high);
                }
                index++;
            }
        }
    }
}
