package dev.portcullis.rego.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

final class ShapeTest {
    private static RegoObject object(RegoObject.Builder builder, String... keys) {
        for (int i = 0; i < keys.length; i++) {
            builder.put(keys[i], RegoNumber.of(i));
        }
        return builder.build();
    }

    private static RegoObject named(String... keys) {
        return object(RegoObject.ofNames(), keys);
    }

    @Test
    void shapedObject_isEqualToAnyOther() {
        RegoObject hashed = object(RegoObject.builder(), "b", "a", "c");
        RegoObject shaped = named("b", "a", "c");

        assertInstanceOf(ShapedObject.class, shaped);
        assertEquals(hashed, shaped);
        assertEquals(shaped, hashed);
        assertEquals(hashed.hashCode(), shaped.hashCode());
        assertEquals(hashed.toString(), shaped.toString());
        assertEquals(0, hashed.compareTo(shaped));
    }

    @Test
    void keys_areFoundByContent() {
        RegoObject shaped = named("b", "a");

        assertEquals(RegoNumber.of(1), shaped.get(RegoString.of("a")));
        assertEquals(RegoNumber.of(1), shaped.get(RegoString.name("a")));
        assertNull(shaped.get(RegoString.of("c")));
        assertNull(shaped.get(RegoNumber.of(0)));
    }

    @Test
    void keyThatComesAgain_replacesItsValue() {
        RegoObject shaped = named("b", "a", "b");

        assertEquals(2, shaped.size());
        assertEquals(RegoNumber.of(2), shaped.get("b"));
        assertInstanceOf(ShapedObject.class, shaped);
    }

    @Test
    void builder_knowsWhatItHolds() {
        RegoObject.Builder builder = RegoObject.ofNames().put("x", RegoNumber.of(7));

        assertEquals(1, builder.size());
        assertEquals(RegoNumber.of(7), builder.get(RegoString.of("x")));
        assertNull(builder.get(RegoString.of("y")));
    }

    @Test
    void keyThatIsNoString_makesAnOrdinaryObject() {
        RegoObject object = RegoObject.ofNames()
                .put("a", RegoNumber.of(0))
                .put(RegoNumber.of(5), RegoNumber.of(1))
                .put("b", RegoNumber.of(2))
                .build();

        assertInstanceOf(HashedObject.class, object);
        assertEquals("{5: 1, \"a\": 0, \"b\": 2}", object.toString());
    }

    @Test
    void moreKeysThanAShapeHas_makeAnOrdinaryObject() {
        String[] keys = new String[40];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = "many" + i;
        }
        RegoObject object = named(keys);

        assertInstanceOf(HashedObject.class, object);
        assertEquals(object(RegoObject.builder(), keys), object);
    }

    @Test
    void shapesOfOneKind_areLimited() {
        for (int i = 0; i < 100; i++) {
            RegoObject object = named("fan", "out" + i);
            assertEquals(RegoNumber.of(1), object.get("out" + i));
        }
        assertInstanceOf(HashedObject.class, named("fan", "out99"));
        assertInstanceOf(ShapedObject.class, named("fan", "out3"));
    }

    @Test
    void noKey_isTheEmptyObject() {
        assertSame(RegoObject.empty(), RegoObject.ofNames().build());
    }

    @Test
    void name_isOneObjectForOneText() {
        assertSame(RegoString.name("portcullis"), RegoString.name("port" + "cullis".strip()));
        assertSame(RegoString.EMPTY, RegoString.name(""));
        assertEquals(RegoString.of("x".repeat(500)), RegoString.name("x".repeat(500)));
    }
}
