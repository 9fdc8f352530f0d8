package dev.portcullis.rego.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Order, equality and hash are one contract over all implementations.
class ValueContractTest {
    private static final long SEED = 20_261_123;
    private static final List<RegoValue> VALUES = values();

    /// Few distinct leaves, so that equal and nearly equal values are common.
    private static List<RegoValue> values() {
        SplittableRandom random = new SplittableRandom(SEED);
        List<RegoValue> values = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            RegoValue value = generate(random, 3);
            values.add(value);
            values.add(ValueViews.view(value));
        }
        return values;
    }

    private static RegoValue generate(SplittableRandom random, int depth) {
        return switch (random.nextInt(depth == 0 ? 4 : 7)) {
            case 0 -> RegoNull.NULL_VALUE;
            case 1 -> RegoBoolean.of(random.nextBoolean());
            case 2 ->
                RegoNumber.parse(List.of("0", "-0", "1", "1.0", "10e-1", "-1", "2.5", "1e30", "9223372036854775807")
                        .get(random.nextInt(9)));
            case 3 ->
                RegoString.of(
                        List.of("", "a", "b", "aa", "\uffff", "\ud83d\ude00").get(random.nextInt(6)));
            case 4 -> RegoArray.copyOf(children(random, depth));
            case 5 -> RegoSet.copyOf(children(random, depth));
            default -> {
                RegoObject.Builder object = RegoObject.builder();
                children(random, depth).forEach(key -> object.put(key, generate(random, depth - 1)));
                yield object.build();
            }
        };
    }

    private static List<RegoValue> children(SplittableRandom random, int depth) {
        List<RegoValue> children = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            children.add(generate(random, depth - 1));
        }
        return children;
    }

    @Test
    void views_areEqualToWhatTheyShow() {
        for (int i = 0; i < VALUES.size(); i += 2) {
            RegoValue value = VALUES.get(i);
            RegoValue view = VALUES.get(i + 1);
            assertEquals(value, view);
            assertEquals(view, value);
            assertEquals(0, value.compareTo(view));
            assertEquals(value.hashCode(), view.hashCode());
            assertEquals(value.toString(), view.toString());
            assertEquals(RegoJson.write(value), RegoJson.write(view));
        }
    }

    @Test
    void pairs_agreeOnOrderEqualityAndHash() {
        for (RegoValue a : VALUES) {
            for (RegoValue b : VALUES) {
                int order = a.compareTo(b);
                assertEquals(-Integer.signum(order), Integer.signum(b.compareTo(a)), () -> a + " and " + b);
                assertEquals(order == 0, a.equals(b), () -> a + " and " + b);
                if (order == 0) {
                    assertEquals(a.hashCode(), b.hashCode(), () -> a + " and " + b);
                }
            }
        }
    }

    @Test
    void triples_areTransitive() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 200_000; i++) {
            RegoValue a = VALUES.get(random.nextInt(VALUES.size()));
            RegoValue b = VALUES.get(random.nextInt(VALUES.size()));
            RegoValue c = VALUES.get(random.nextInt(VALUES.size()));
            if (a.compareTo(b) <= 0 && b.compareTo(c) <= 0) {
                assertTrue(a.compareTo(c) <= 0, () -> a + " <= " + b + " <= " + c);
            }
        }
    }

    @Test
    void kinds_areOrdered() {
        List<RegoValue> sorted = List.of(
                RegoNull.NULL_VALUE,
                RegoBoolean.FALSE,
                RegoBoolean.TRUE,
                RegoNumber.of(-1),
                RegoNumber.parse("1e300"),
                RegoString.EMPTY,
                RegoString.of("z"),
                RegoArray.empty(),
                RegoArray.of(RegoNull.NULL_VALUE),
                RegoObject.empty(),
                RegoSet.EMPTY,
                RegoSet.of(RegoNull.NULL_VALUE));

        assertEquals(sorted, sorted.reversed().stream().sorted().toList());
    }

    @Test
    void set_keepsTheFirstSpelling() {
        RegoSet set = RegoSet.of(RegoNumber.parse("1.0"), RegoNumber.of(1));

        assertEquals("{1.0}", set.toString());
        assertTrue(set.contains(RegoNumber.parse("10e-1")));
    }

    @Test
    void object_keepsTheFirstKeyAndTheLastValue() {
        RegoObject object = RegoObject.builder()
                .put(RegoNumber.parse("1.0"), RegoString.of("a"))
                .put(RegoNumber.of(1), RegoString.of("b"))
                .build();

        assertEquals("{1.0: \"b\"}", object.toString());
    }

    @Test
    void set_findsItsElementsAtEverySize() {
        RegoSet.Builder builder = RegoSet.builder();
        for (int i = 0; i < 5_000; i++) {
            builder.add(RegoNumber.of(i * 7L));
            assertTrue(builder.contains(RegoNumber.of(i * 7L)));
        }
        RegoSet set = builder.build();

        assertEquals(5_000, set.size());
        assertFalse(set.contains(RegoNumber.of(8)));
        assertEquals(RegoNumber.of(0), set.sorted(0));
        assertEquals(RegoNumber.of(34_993), set.sorted(4_999));
    }

    /// `Aa` and `BB` have one hash, and so has every text made of the two. The comparison is of work, not of time:
    /// with a plain hash table this takes 2^35 steps.
    @Test
    void object_withKeysOfOneHash_staysFast() {
        int bits = 17;
        RegoObject.Builder builder = RegoObject.builder();
        for (int i = 0; i < 1 << bits; i++) {
            builder.put(colliding(i, bits), RegoNumber.of(i));
        }
        RegoObject object = builder.build();

        assertEquals(colliding(0, bits).hashCode(), colliding(12_345, bits).hashCode());
        assertEquals(1 << bits, object.size());
        for (int i = 0; i < 1 << bits; i++) {
            assertEquals(RegoNumber.of(i), object.get(colliding(i, bits)));
        }
        assertNotEquals(object.get(colliding(0, bits)), object.get(colliding(1, bits)));
    }

    private static RegoString colliding(int number, int bits) {
        StringBuilder text = new StringBuilder();
        for (int bit = 0; bit < bits; bit++) {
            text.append((number >> bit & 1) == 0 ? "Aa" : "BB");
        }
        return RegoString.of(text.toString());
    }
}
