package dev.portcullis.rego.value;

import java.math.BigDecimal;
import java.math.BigInteger;

/// The fewest decimal digits that identify a binary float among its neighbours, found as Go's `big.Float` finds
/// them: walk the exact digits until they part from those of both ends of the interval that rounds to the float.
///
/// @param digits without trailing zeros, most significant first
/// @param point how many digits stand before the decimal point; negative for zeros behind it
record ShortestDecimal(String digits, int point) {
    /// Exponents from this on are written out by [#general].
    private static final int GENERAL_DIGITS = 6;

    /// @param mantissa above zero, of at most `precision` bits
    static ShortestDecimal of(BigInteger mantissa, long exponent, int precision) {
        int shift = precision + 1 - mantissa.bitLength();
        BigInteger half = mantissa.shiftLeft(shift);
        long unit = exponent - shift;
        ShortestDecimal exact = exact(half, unit);
        ShortestDecimal lower = exact(half.subtract(BigInteger.ONE), unit);
        ShortestDecimal upper = exact(half.add(BigInteger.ONE), unit);
        // The ends themselves round to the float only when its mantissa is even.
        boolean inclusive = !half.testBit(1);
        for (int i = 0; i < exact.digits.length(); i++) {
            char digit = exact.digits.charAt(i);
            boolean down = lower.at(i) != digit || (inclusive && i + 1 == lower.digits.length());
            boolean up =
                    upper.at(i) != digit && (inclusive || digit + 1 < upper.at(i) || i + 1 < upper.digits.length());
            if (down || up) {
                boolean roundUp = up && (!down || exact.roundsUp(i + 1));
                return roundUp ? exact.up(i + 1) : exact.down(i + 1);
            }
        }
        return exact;
    }

    private static ShortestDecimal exact(BigInteger mantissa, long exponent) {
        int shift = NumberArithmetic.boundedBits(Math.abs(exponent));
        BigDecimal value = exponent >= 0
                ? new BigDecimal(mantissa.shiftLeft(shift))
                : new BigDecimal(mantissa.multiply(BigInteger.valueOf(5).pow(shift)), shift);
        String digits = value.unscaledValue().toString();
        return trimmed(digits, digits.length() - value.scale());
    }

    private static ShortestDecimal trimmed(String digits, int point) {
        int end = digits.length();
        while (end > 0 && digits.charAt(end - 1) == '0') {
            end--;
        }
        return new ShortestDecimal(digits.substring(0, end), point);
    }

    private char at(int index) {
        return index < digits.length() ? digits.charAt(index) : '0';
    }

    private boolean roundsUp(int count) {
        if (count >= digits.length()) {
            return false;
        }
        if (digits.charAt(count) == '5' && count + 1 == digits.length()) {
            return count > 0 && (digits.charAt(count - 1) - '0') % 2 != 0;
        }
        return digits.charAt(count) >= '5';
    }

    private ShortestDecimal down(int count) {
        return count >= digits.length() ? this : trimmed(digits.substring(0, count), point);
    }

    private ShortestDecimal up(int count) {
        if (count >= digits.length()) {
            return this;
        }
        int kept = count;
        while (kept > 0 && digits.charAt(kept - 1) == '9') {
            kept--;
        }
        return kept == 0
                ? new ShortestDecimal("1", point + 1)
                : new ShortestDecimal(digits.substring(0, kept - 1) + (char) (digits.charAt(kept - 1) + 1), point);
    }

    /// Digits with a decimal point where one is needed, never an exponent.
    String fixed() {
        StringBuilder out = new StringBuilder();
        if (point <= 0) {
            return out.append("0.").repeat('0', -point).append(digits).toString();
        }
        int whole = Math.min(point, digits.length());
        out.append(digits, 0, whole).repeat('0', point - whole);
        if (whole < digits.length()) {
            out.append('.').append(digits, whole, digits.length());
        }
        return out.toString();
    }

    /// As C's `%g` does: with an exponent when it is below -4 or not below 6.
    String general() {
        int exponent = point - 1;
        if (exponent >= -4 && exponent < GENERAL_DIGITS) {
            return fixed();
        }
        StringBuilder out = new StringBuilder().append(digits.charAt(0));
        if (digits.length() > 1) {
            out.append('.').append(digits, 1, digits.length());
        }
        int magnitude = Math.abs(exponent);
        return out.append(exponent < 0 ? "e-" : "e+")
                .append(magnitude < 10 ? "0" : "")
                .append(magnitude)
                .toString();
    }
}
