package dev.portcullis.pdp.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.portcullis.proto.pdp.v1.Value;
import dev.portcullis.rego.value.JsonException;
import dev.portcullis.rego.value.RegoJson;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EncodedBlocksTest {
    private final EncodedBlocks blocks = new EncodedBlocks();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"b\": {\"y\": 1, \"x\": [1.50, null]}, \"a\": {\"z\": {\"q\": true}}, \"c\": [{\"k\": \"v\"}], \"d\": 7}",
                "[1, {\"a\": 2}]",
                "\"text\"",
            })
    void message_isThatOfTheMapping(String json) throws JsonException {
        RegoValue facts = RegoJson.read(json);

        assertEquals(ValueMapping.fromRego(facts), blocks.of(facts));
        assertEquals(ValueMapping.fromRego(facts), blocks.of(facts));
    }

    @Test
    void block_isEncodedOnce() throws JsonException {
        RegoObject block = (RegoObject) RegoJson.read("{\"a\": 1}");
        Value first = blocks.of(RegoObject.builder().put("x", block).build());
        Value second = blocks.of(RegoObject.builder()
                .put("x", block)
                .put("y", RegoString.of("other"))
                .build());

        assertSame(
                first.getObjectValue().getFields(0).getValue(),
                second.getObjectValue().getFields(0).getValue());
    }

    @Test
    void keyThatIsNoText_isWrittenAsTheMappingDoes() {
        RegoObject facts =
                RegoObject.builder().put(RegoObject.empty(), RegoString.of("v")).build();

        assertEquals(ValueMapping.fromRego(facts), blocks.of(facts));
    }
}
