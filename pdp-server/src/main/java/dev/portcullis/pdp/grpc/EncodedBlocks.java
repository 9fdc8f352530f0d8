package dev.portcullis.pdp.grpc;

import dev.portcullis.proto.pdp.v1.Field;
import dev.portcullis.proto.pdp.v1.ObjectValue;
import dev.portcullis.proto.pdp.v1.Value;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// The messages of blocks of facts that were encoded lately, found by the identity of the block: the facts of a
/// snapshot are built once and stand in many decisions, and writing them anew for each was most of what the log's
/// thread did. Direct-mapped; a lost race encodes twice.
final class EncodedBlocks {
    private static final int SLOTS = 1 << 12;

    private final AtomicReferenceArray<@Nullable Encoded> slots = new AtomicReferenceArray<>(SLOTS);

    private record Encoded(RegoObject block, Value message) {}

    /// The message of some facts: equal to that of [ValueMapping#fromRego].
    Value of(RegoValue facts) {
        if (!(facts instanceof RegoObject document)) {
            return ValueMapping.fromRego(facts);
        }
        ObjectValue.Builder object = ObjectValue.newBuilder();
        for (int slot : document.sortedSlots()) {
            if (!(document.key(slot) instanceof RegoString name)) {
                return ValueMapping.fromRego(facts);
            }
            object.addFields(Field.newBuilder().setName(name.value()).setValue(part(document.value(slot))));
        }
        return Value.newBuilder().setObjectValue(object).build();
    }

    private Value part(RegoValue value) {
        if (!(value instanceof RegoObject block)) {
            return ValueMapping.fromRego(value);
        }
        int slot = System.identityHashCode(block) & (SLOTS - 1);
        Encoded encoded = slots.get(slot);
        if (encoded == null || encoded.block != block) {
            encoded = new Encoded(block, ValueMapping.fromRego(block));
            slots.set(slot, encoded);
        }
        return encoded.message;
    }
}
