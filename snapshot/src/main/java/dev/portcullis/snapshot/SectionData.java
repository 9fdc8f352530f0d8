package dev.portcullis.snapshot;

import dev.portcullis.snapshot.SnapshotFormatException.Corrupt;
import java.lang.foreign.MemorySegment;

/// The bytes of one section, with the checks that every section needs. All numbers are little-endian; `at` is an
/// offset in bytes from the begin of the section.
///
/// @param file for messages
/// @param bytes exactly the section
record SectionData(String file, Section section, int count, MemorySegment bytes) {
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

    void requireZero(long from, long to) throws Corrupt {
        for (long at = from; at < to; at++) {
            if (byteAt(at) != 0) {
                throw corrupt("padding at byte " + at + " is not zero");
            }
        }
    }

    /// `n + 1` ints that begin at 0, never descend and end at `total`.
    ///
    /// @param step the least difference of two neighbours
    void requireOffsets(long at, long n, int total, int step) throws Corrupt {
        int last = intAt(at);
        if (last != 0) {
            throw corrupt("offsets begin at " + last + " instead of 0");
        }
        for (long i = 1; i <= n; i++) {
            int next = intAt(at + i * Integer.BYTES);
            if (next < last || next - last < step || next > total) {
                throw corrupt("offset " + i + " is " + next + " behind " + last + ", at most " + total + " is allowed");
            }
            last = next;
        }
        if (last != total) {
            throw corrupt("offsets end at " + last + " instead of " + total);
        }
    }

    /// `n` ints from `low` on and below `high`.
    void requireRange(long at, long n, int low, int high) throws Corrupt {
        for (long i = 0; i < n; i++) {
            int value = intAt(at + i * Integer.BYTES);
            if (value < low || value >= high) {
                throw corrupt("value " + i + " is " + value + ", allowed is " + low + " to below " + high);
            }
        }
    }
}
