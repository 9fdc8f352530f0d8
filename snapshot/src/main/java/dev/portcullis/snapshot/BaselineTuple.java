package dev.portcullis.snapshot;

/// One observed use, at one back-off level. Stored as a keyed 128-bit hash of (level, thing, key), never as text.
///
/// @param thing credential or resource id that was asked for
/// @param key consumer id at EXACT, sibling key at SIBLING, `<owner id>|<group>` at OWNER, `<consumer type>` at TYPE
/// @param lastSeenNs last use, nanoseconds since 1970
/// @param validUntilNs from then on the tuple no longer counts (observation window or expectation), nanoseconds since
/// 1970
public record BaselineTuple(Level level, String thing, String key, long lastSeenNs, long validUntilNs) {
    /// Levels from the most to the least specific. The number is part of the file format: append only.
    public enum Level {
        EXACT(0),
        SIBLING(1),
        OWNER(2),
        TYPE(3);

        private final int number;

        Level(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }
    }
}
