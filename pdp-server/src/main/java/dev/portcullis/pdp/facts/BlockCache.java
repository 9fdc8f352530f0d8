package dev.portcullis.pdp.facts;

import dev.portcullis.rego.value.RegoObject;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Blocks of one kind that were built for earlier requests: a snapshot does not change, so the block of a node does not
/// either. Direct-mapped and filled without locks; a lost race builds twice. Blocks are no views, so the cache holds
/// nothing of the map and goes with its snapshot.
final class BlockCache {
    private static final int SLOTS = 1 << 12;

    private final AtomicReferenceArray<@Nullable Cached> slots = new AtomicReferenceArray<>(SLOTS);

    private record Cached(long key, RegoObject block) {}

    /// The block of a key.
    ///
    /// @param key names whatever the block depends on
    RegoObject get(long key, Supplier<RegoObject> build) {
        int slot = (int) ((key ^ (key >>> Integer.SIZE)) & (SLOTS - 1));
        Cached cached = slots.get(slot);
        if (cached == null || cached.key != key) {
            cached = new Cached(key, build.get());
            slots.set(slot, cached);
        }
        return cached.block;
    }
}
