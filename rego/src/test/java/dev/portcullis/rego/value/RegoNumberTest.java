package dev.portcullis.rego.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegoNumberTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "0.0",
                "-0.0",
                "1",
                "-1",
                "1.10",
                "1e3",
                "1E+3",
                "1e-7",
                "9223372036854775807",
                "-9223372036854775808",
                "9223372036854775808",
                "123456789012345678901234567890.5",
                "5e-324"
            })
    void parse_keepsTheText(String text) {
        assertEquals(text, RegoNumber.parse(text).text());
    }

    /// Each row is one number in several spellings.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0 -0 0.0 -0.0 0e5 0e-5",
                "1 1.0 1e0 10e-1 1.000",
                "100 1e2 100.0 1E2",
                "-7 -7.00 -70e-1",
                "9223372036854775807 9223372036854775807.0 922337203685477580.7e1",
                "9223372036854775808 9223372036854775808.0 0.9223372036854775808e19",
                "1e400 10e399 1000e397",
                "0.1 0.10 1e-1"
            })
    void spellings_areEqual(String row) {
        List<RegoNumber> numbers =
                List.of(row.split(" ")).stream().map(RegoNumber::parse).toList();
        for (RegoNumber number : numbers) {
            assertEquals(numbers.getFirst(), number);
            assertEquals(numbers.getFirst().hashCode(), number.hashCode(), number.text());
        }
    }

    /// Columns: text, whether it is held in 64 bits, whether it is an integer, whether builtins take it for one.
    @ParameterizedTest
    @CsvSource({
        "5, true, true, true",
        "9223372036854775807, false, true, true",
        "999999999999999999, true, true, true",
        "9223372036854775808, false, true, false",
        "5.0, false, true, true",
        "5.5, false, false, false",
        "5e0, false, true, false",
        "1e400, false, true, false",
        "1e-400, false, false, false",
        "-5.00, false, true, true",
        "1.0000000000000000000, false, true, false",
    })
    void forms(String text, boolean isLong, boolean isInteger, boolean isPlainLong) {
        RegoNumber number = RegoNumber.parse(text);

        assertEquals(isLong, number.isLong());
        assertEquals(isInteger, number.isInteger());
        assertEquals(isPlainLong, number.isPlainLong());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "a", "1e", "0x1", "1_0", " 1", "Infinity", "NaN"})
    void parse_refusesWhatIsNoNumber(String text) {
        assertThrows(NumberFormatException.class, () -> RegoNumber.parse(text));
    }

    /// The bounds are those of OPA: a binary exponent of 100,000 either way.
    @ParameterizedTest
    @CsvSource({
        "9.99002093e30102, true",
        "9.99002094e30102, false",
        "1e30103, false",
        "1e999999999, false",
        "1e-30103, true",
        "5e-30104, false",
        "5.01e-30104, true",
        "0e999999, true",
    })
    void parse_boundsTheExponent(String text, boolean accepted) {
        if (accepted) {
            assertEquals(text, RegoNumber.parse(text).text());
        } else {
            assertThrows(NumberFormatException.class, () -> RegoNumber.parse(text));
        }
    }

    @Test
    void parse_boundsTheDigits() {
        String longest = "1".repeat(RegoNumber.MAX_DIGITS);

        assertEquals(longest, RegoNumber.parse(longest).text());
        assertThrows(NumberFormatException.class, () -> RegoNumber.parse(longest + "1"));
    }

    @Test
    void of_bigInteger_isHeldIn64BitsWhereItFits() {
        assertTrue(RegoNumber.of(BigInteger.valueOf(Long.MIN_VALUE)).isLong());
        assertFalse(RegoNumber.of(BigInteger.ONE.shiftLeft(63)).isLong());
        assertEquals(
                "9223372036854775808",
                RegoNumber.of(BigInteger.ONE.shiftLeft(63)).text());
    }

    @Test
    void longValue_ofALargerNumber_fails() {
        assertThrows(ArithmeticException.class, () -> RegoNumber.parse("1e30").longValue());
    }

    @Test
    void arithmetic_boundsItsResults() {
        RegoNumber number = RegoNumber.parse("1e30000");
        RegoNumber square = NumberArithmetic.times(number, number);

        assertThrows(ArithmeticException.class, () -> {
            RegoNumber power = square;
            for (int i = 0; i < 4; i++) {
                power = NumberArithmetic.times(power, power);
            }
        });
        RegoNumber half = RegoNumber.parse("1.5e-30000");
        assertThrows(ArithmeticException.class, () -> {
            RegoNumber power = half;
            for (int i = 0; i < 4; i++) {
                power = NumberArithmetic.times(power, power);
            }
        });
    }
}
