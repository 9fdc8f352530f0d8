package dev.portcullis.rego.value;

import java.math.BigDecimal;
import java.math.BigInteger;

/// A binary floating-point number as Go's `big.Float`, which is what OPA computes with when integers do not suffice:
/// rounded half to even, with a negative zero, here without infinities.
///
/// The value is `mantissa * 2^exponent`.
///
/// @param mantissa not negative, of at most `precision` bits
/// @param precision bits that rounding keeps: 64 for a float read from a text, the larger one for a result
record GoFloat(boolean negative, BigInteger mantissa, long exponent, int precision) {
    static final int PRECISION = 64;
    /// Go multiplies and divides by powers of five that it rounds to these precisions while it builds them.
    private static final int POWER_PRECISION = PRECISION + 64;

    private static final int SQUARE_PRECISION = POWER_PRECISION + 64;
    private static final int EXACT_POWER = 27;
    private static final BigInteger FIVE = BigInteger.valueOf(5);

    /// The float nearest to a decimal text, by the steps Go takes: exact digits times a power of two, then times or
    /// divided by a rounded power of five.
    static GoFloat parse(String text) {
        BigDecimal decimal = new BigDecimal(text);
        boolean negative = text.startsWith("-");
        BigInteger digits = decimal.unscaledValue().abs();
        long power = -(long) decimal.scale();
        GoFloat scaled = new GoFloat(negative, digits, power, PRECISION);
        if (digits.signum() == 0) {
            return zero(negative, PRECISION);
        }
        if (power == 0) {
            return scaled.rounded(PRECISION);
        }
        GoFloat five = powerOfFive(Math.abs(power));
        return power > 0 ? scaled.times(five, PRECISION) : scaled.divide(five, PRECISION);
    }

    static GoFloat of(BigInteger integer) {
        return new GoFloat(integer.signum() < 0, integer.abs(), 0, PRECISION).rounded(PRECISION);
    }

    private static GoFloat zero(boolean negative, int precision) {
        return new GoFloat(negative, BigInteger.ZERO, 0, precision);
    }

    private static GoFloat powerOfFive(long n) {
        if (n <= EXACT_POWER) {
            return new GoFloat(false, FIVE.pow((int) n), 0, POWER_PRECISION);
        }
        GoFloat power = new GoFloat(false, FIVE.pow(EXACT_POWER), 0, POWER_PRECISION);
        GoFloat square = new GoFloat(false, FIVE, 0, SQUARE_PRECISION);
        for (long rest = n - EXACT_POWER; rest > 0; rest >>= 1) {
            if ((rest & 1) != 0) {
                power = power.times(square, POWER_PRECISION);
            }
            square = square.times(square, SQUARE_PRECISION);
        }
        return power;
    }

    /// The power of two just above the absolute value, which must not be zero.
    long binaryExponent() {
        return exponent + mantissa.bitLength();
    }

    boolean isZero() {
        return mantissa.signum() == 0;
    }

    GoFloat plus(GoFloat other) {
        int bits = Math.max(precision, other.precision);
        if (isZero() && other.isZero()) {
            return zero(negative && other.negative, bits);
        }
        long shared = Math.min(exponent, other.exponent);
        BigInteger sum = signed().shiftLeft(NumberArithmetic.boundedBits(exponent - shared))
                .add(other.signed().shiftLeft(NumberArithmetic.boundedBits(other.exponent - shared)));
        return new GoFloat(sum.signum() < 0, sum.abs(), shared, bits).rounded(bits);
    }

    GoFloat minus(GoFloat other) {
        return isZero() && other.isZero()
                ? zero(negative && !other.negative, Math.max(precision, other.precision))
                : plus(new GoFloat(!other.negative, other.mantissa, other.exponent, other.precision));
    }

    /// The product, rounded to `bits`.
    GoFloat times(GoFloat other, int bits) {
        return new GoFloat(
                        negative != other.negative, mantissa.multiply(other.mantissa), exponent + other.exponent, bits)
                .rounded(bits);
    }

    /// The quotient, rounded to `bits`; the divisor must not be zero.
    GoFloat divide(GoFloat divisor, int bits) {
        boolean sign = negative != divisor.negative;
        if (isZero()) {
            return zero(sign, bits);
        }
        int shift = Math.max(0, bits + 2 + divisor.mantissa.bitLength() - mantissa.bitLength());
        BigInteger[] parts = mantissa.shiftLeft(shift).divideAndRemainder(divisor.mantissa);
        // A remainder becomes one more bit below the quotient: enough for rounding to see that it is not a tie.
        BigInteger sticky = parts[0].shiftLeft(1).add(BigInteger.valueOf(parts[1].signum()));
        return new GoFloat(sign, sticky, exponent - divisor.exponent - shift - 1, bits).rounded(bits);
    }

    GoFloat abs() {
        return new GoFloat(false, mantissa, exponent, precision);
    }

    /// The value without its fraction.
    BigInteger truncated() {
        BigInteger magnitude = exponent >= 0
                ? mantissa.shiftLeft(NumberArithmetic.boundedBits(exponent))
                : mantissa.shiftRight((int) Math.min(Integer.MAX_VALUE, -exponent));
        return negative ? magnitude.negate() : magnitude;
    }

    boolean isInteger() {
        return isZero() || exponent >= 0 || mantissa.getLowestSetBit() >= -exponent;
    }

    private BigInteger signed() {
        return negative ? mantissa.negate() : mantissa;
    }

    private GoFloat rounded(int bits) {
        int excess = mantissa.bitLength() - bits;
        if (excess <= 0) {
            return this;
        }
        BigInteger kept = mantissa.shiftRight(excess);
        boolean half = mantissa.testBit(excess - 1);
        boolean above = mantissa.getLowestSetBit() < excess - 1;
        if (half && (above || kept.testBit(0))) {
            kept = kept.add(BigInteger.ONE);
        }
        return new GoFloat(negative, kept, exponent + excess, bits);
    }

    /// The text OPA prints: digits when the value is an integer, else the shortest text that reads back as this
    /// value, with an exponent when it is below -4 or not below 6.
    String text() {
        String sign = negative ? "-" : "";
        if (isZero()) {
            return sign + "0";
        }
        ShortestDecimal shortest = ShortestDecimal.of(mantissa, exponent, precision);
        return sign + (isInteger() ? shortest.fixed() : shortest.general());
    }
}
