package dev.portcullis.pdp.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import org.junit.jupiter.api.Test;

final class TimedBlocksTest {
    private final TimedBlocks blocks = new TimedBlocks();
    private int built;

    private RegoObject at(long key, long nowNs) {
        return blocks.get(key, nowNs, () -> {
            built++;
            RegoObject block =
                    RegoObject.builder().put("n", RegoNumber.of(built)).build();
            return new TimedBlocks.Timed(nowNs, nowNs + 10, block);
        });
    }

    @Test
    void block_isBuiltOnceWhileItIsTrue() {
        assertSame(at(1, 100), at(1, 109));
        assertEquals(1, built);
    }

    @Test
    void block_isBuiltAnewWhenItsTimeIsOver() {
        at(1, 100);
        at(1, 110);
        assertEquals(2, built);
    }

    @Test
    void clockThatIsSetBack_getsABlockOfItsOwn() {
        at(1, 100);
        at(1, 99);
        assertEquals(2, built);
    }

    @Test
    void otherKey_getsABlockOfItsOwn() {
        at(1, 100);
        at(1L << 32, 100);
        assertEquals(2, built);
    }
}
