package dev.portcullis.pdp.facts;

import dev.portcullis.rego.value.RegoObject;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A [BlockCache] for blocks that are true for a while: what they rest on ends at a time that is known.
final class TimedBlocks {
    private static final int SLOT_BITS = 14;
    private static final int SLOTS = 1 << SLOT_BITS;
    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

    private final AtomicReferenceArray<@Nullable Cached> slots = new AtomicReferenceArray<>(SLOTS);

    /// A block and when it is true: from a time on, before another, nanoseconds since 1970.
    record Timed(long fromNs, long untilNs, RegoObject block) {
        boolean isTrueAt(long nowNs) {
            return fromNs <= nowNs && nowNs < untilNs;
        }
    }

    private record Cached(long key, Timed timed) {}

    /// The block of a key at a time.
    ///
    /// @param key names whatever the block depends on besides time
    RegoObject get(long key, long nowNs, Supplier<Timed> build) {
        int slot = (int) ((key * SPREAD) >>> (Long.SIZE - SLOT_BITS));
        Cached cached = slots.get(slot);
        if (cached == null || cached.key != key || !cached.timed.isTrueAt(nowNs)) {
            cached = new Cached(key, build.get());
            slots.set(slot, cached);
        }
        return cached.timed.block;
    }
}
