package dev.portcullis.rego.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/// A number: an integer in 64 bits, or an exact decimal with its text. The text a number was written with is kept
/// until an operation touches it (`1e3` prints as `1e3`); equality, order and hash are by value (`1 == 1.0`).
///
/// The one deviation from OPA is listed in docs/load-bearing.md: two decimals of more than 15 digits compare as
/// exact decimals here; OPA compares some of them as doubles.
public final class RegoNumber extends RegoValue {
    public static final RegoNumber ZERO = new RegoNumber(0);

    /// Numbers written with an exponent whose binary exponent is beyond this are refused at reading: OPA calls them
    /// `number too big`.
    private static final int MAX_BINARY_EXPONENT = 100_000;

    /// Decimal exponents below this are certainly within [#MAX_BINARY_EXPONENT].
    private static final int SMALL_EXPONENT = 30_000;

    /// Texts with more digits are refused at reading too, since reading takes time quadratic in them. OPA reads any.
    static final int MAX_DIGITS = 4_096;

    private static final int MAX_LONG_DIGITS = 19;
    private static final int CACHED_FROM = -128;
    private static final RegoNumber[] CACHE = cache();

    private final long value;
    private final @Nullable String text;
    private final @Nullable BigDecimal decimal;

    private RegoNumber(long value) {
        super(NUMBER);
        this.value = value;
        this.text = null;
        this.decimal = null;
    }

    private RegoNumber(String text, BigDecimal decimal) {
        super(NUMBER);
        this.value = 0;
        this.text = text;
        this.decimal = decimal;
    }

    public static RegoNumber of(long value) {
        return value >= CACHED_FROM && value < CACHED_FROM + CACHE.length
                ? CACHE[(int) value - CACHED_FROM]
                : new RegoNumber(value);
    }

    public static RegoNumber of(BigInteger value) {
        return value.bitLength() < Long.SIZE
                ? of(value.longValue())
                : new RegoNumber(value.toString(), new BigDecimal(value));
    }

    /// A number from its JSON text, kept as written when it is not a plain 64-bit integer.
    ///
    /// @throws NumberFormatException when `text` is not a JSON number or its exponent is out of range
    public static RegoNumber parse(String text) {
        if (isCanonicalLong(text)) {
            return of(Long.parseLong(text));
        }
        if (text.length() > MAX_DIGITS) {
            throw new NumberFormatException("number too big");
        }
        BigDecimal decimal = new BigDecimal(text);
        long magnitude = (long) decimal.precision() - decimal.scale();
        if (decimal.signum() != 0 && Math.abs(magnitude) > SMALL_EXPONENT && isTooBig(text, magnitude)) {
            throw new NumberFormatException("number too big");
        }
        return new RegoNumber(text, decimal);
    }

    private static boolean isTooBig(String text, long magnitude) {
        return Math.abs(magnitude) > 2 * SMALL_EXPONENT
                || Math.abs(GoFloat.parse(text).binaryExponent()) > MAX_BINARY_EXPONENT;
    }

    /// A number an operation computed: its text as is, without the bound on exponents that holds for reading.
    static RegoNumber ofResult(String text) {
        return isCanonicalLong(text) ? of(Long.parseLong(text)) : new RegoNumber(text, new BigDecimal(text));
    }

    /// Whether the value is held in 64 bits, so that [#longValue] is exact and cheap.
    public boolean isLong() {
        return decimal == null;
    }

    /// The value when [#isLong] holds.
    public long longValue() {
        if (decimal != null) {
            throw new ArithmeticException("not a 64-bit integer: `" + text() + "`");
        }
        return value;
    }

    /// Whether the value is a mathematical integer, however it is written (`1.0` and `1e3` are).
    public boolean isInteger() {
        return decimal == null
                || decimal.signum() == 0
                || decimal.stripTrailingZeros().scale() <= 0;
    }

    /// Whether the text is that of a 64-bit integer without exponent; a fraction of zeros is allowed (`1.0`). OPA's
    /// builtins take exactly these for machine integers.
    public boolean isPlainLong() {
        if (decimal == null) {
            return true;
        }
        String digits = text();
        return digits.length() - (digits.startsWith("-") ? 1 : 0) <= MAX_LONG_DIGITS
                && digits.indexOf('e') < 0
                && digits.indexOf('E') < 0
                && isInteger()
                && fitsLong(decimal);
    }

    /// The exact value when [#isInteger] holds.
    ///
    /// @throws ArithmeticException for a number with a fraction
    public BigInteger bigIntegerValue() {
        return decimal == null ? BigInteger.valueOf(value) : decimal.toBigIntegerExact();
    }

    /// The exact value.
    public BigDecimal decimalValue() {
        return decimal == null ? BigDecimal.valueOf(value) : decimal;
    }

    /// The text as written, or canonical digits.
    public String text() {
        return text == null ? Long.toString(value) : text;
    }

    int compareNumber(RegoNumber other) {
        return decimal == null && other.decimal == null
                ? Long.compare(value, other.value)
                : decimalValue().compareTo(other.decimalValue());
    }

    @Override
    public int hashCode() {
        if (decimal == null) {
            return Long.hashCode(value);
        }
        if (isInteger() && fitsLong(decimal)) {
            return Long.hashCode(decimal.longValue());
        }
        return decimal.stripTrailingZeros().hashCode();
    }

    private static boolean fitsLong(BigDecimal decimal) {
        return decimal.precision() - (long) decimal.scale() <= 20
                && decimal.toBigInteger().bitLength() < Long.SIZE;
    }

    private static boolean isCanonicalLong(String text) {
        int start = text.startsWith("-") ? 1 : 0;
        int digits = text.length() - start;
        if (digits < 1 || digits > 18 || (start == 1 && text.charAt(1) == '0')) {
            return false;
        }
        for (int i = start; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static RegoNumber[] cache() {
        RegoNumber[] numbers = new RegoNumber[1024 - CACHED_FROM];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = new RegoNumber(i + CACHED_FROM);
        }
        return numbers;
    }
}
