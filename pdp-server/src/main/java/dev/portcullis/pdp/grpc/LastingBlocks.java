package dev.portcullis.pdp.grpc;

import dev.portcullis.pdp.log.Digest;
import dev.portcullis.pdp.log.FactBlock;
import dev.portcullis.rego.value.RegoValue;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Digests of blocks of facts that were encoded lately, found by the identity of the value: the parts of a lineage are
/// built once for a snapshot and stand in many decisions, and encoding them anew for each was most of what the log's
/// thread did. Payloads are not kept: a segment wants each of them once. Two places for each value; a lost race encodes
/// twice.
final class LastingBlocks {
    private static final int SLOTS = 1 << 15;

    private final AtomicReferenceArray<@Nullable Named> slots = new AtomicReferenceArray<>(SLOTS);

    private record Named(RegoValue value, Digest digest) {}

    /// The block of a value that is a view of nothing.
    FactBlock get(RegoValue value, Function<RegoValue, FactBlock> encode) {
        int slot = System.identityHashCode(value) & (SLOTS - 1);
        Named first = slots.get(slot);
        if (isOf(value, first)) {
            return block(first, encode);
        }
        Named second = slots.get(slot ^ 1);
        if (isOf(value, second)) {
            return block(second, encode);
        }
        FactBlock block = encode.apply(value);
        slots.set(slot ^ 1, first);
        slots.set(slot, new Named(value, block.digest()));
        return block;
    }

    @SuppressWarnings("ReferenceEquality")
    private static boolean isOf(RegoValue value, @Nullable Named named) {
        return named != null && named.value == value;
    }

    private static FactBlock block(Named named, Function<RegoValue, FactBlock> encode) {
        return new FactBlock(
                named.digest, () -> encode.apply(named.value).payload().get());
    }
}
