package dev.portcullis.pdp.grpc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.portcullis.pdp.log.FactBlock;
import dev.portcullis.rego.value.JsonException;
import dev.portcullis.rego.value.RegoJson;
import dev.portcullis.rego.value.RegoValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LastingBlocksTest {
    private final ProtoRecordCodec codec = new ProtoRecordCodec();

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"b\": {\"y\": 1, \"x\": [1.50, null]}, \"d\": 7}", "[1, {\"a\": 2}]", "\"text\""})
    void block_isThatOfTheCodec(String json) throws Exception {
        RegoValue facts = RegoJson.read(json);

        FactBlock plain = codec.encodeFacts(facts);
        FactBlock first = codec.encodeLasting(facts);
        FactBlock again = codec.encodeLasting(facts);

        assertEquals(plain.digest(), first.digest());
        assertSame(first.digest(), again.digest());
        assertArrayEquals(plain.payload().get(), first.payload().get());
        assertArrayEquals(plain.payload().get(), again.payload().get());
    }

    @Test
    void equalValue_isEncodedByItself() throws JsonException {
        FactBlock one = codec.encodeLasting(RegoJson.read("{\"a\": 1}"));
        FactBlock other = codec.encodeLasting(RegoJson.read("{\"a\": 1}"));

        assertNotSame(one, other);
        assertEquals(one.digest(), other.digest());
    }
}
