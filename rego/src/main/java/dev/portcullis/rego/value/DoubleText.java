package dev.portcullis.rego.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/// Doubles as text the way Go's `strconv.FormatFloat` writes them.
public final class DoubleText {
    private DoubleText() {}

    /// @param form `e`, `E`, `f`, `g` or `G`
    /// @param precision digits behind the point, of `g` all digits; -1 for as few as identify the value
    public static String format(double value, char form, int precision) {
        String sign = Double.doubleToRawLongBits(value) < 0 ? "-" : "";
        BigDecimal exact = new BigDecimal(Math.abs(value));
        BigDecimal shortest = new BigDecimal(Double.toString(Math.abs(value)));
        return sign
                + switch (form) {
                    case 'f' ->
                        precision < 0
                                ? shortest.setScale(
                                                Math.max(
                                                        0,
                                                        shortest.stripTrailingZeros()
                                                                .scale()),
                                                RoundingMode.UNNECESSARY)
                                        .toPlainString()
                                : exact.setScale(precision, RoundingMode.HALF_EVEN)
                                        .toPlainString();
                    case 'e', 'E' -> exponential(precision < 0 ? shortest : exact, precision, form);
                    default -> general(precision < 0 ? shortest : exact, precision, form);
                };
    }

    /// The shortest text that identifies a single-precision number, as with `g`.
    static String shortest(float value) {
        String sign = Float.floatToRawIntBits(value) < 0 ? "-" : "";
        return sign + general(new BigDecimal(Float.toString(Math.abs(value))), -1, 'g');
    }

    /// A number as Go's `encoding/json` writes a double: with an exponent below 1e-6 and from 1e21 on.
    static String json(double value) {
        double magnitude = Math.abs(value);
        boolean exponent = magnitude != 0 && (magnitude < 1e-6 || magnitude >= 1e21);
        return exponent ? format(value, 'e', -1).replaceFirst("e([-+])0(?=.$)", "e$1") : format(value, 'f', -1);
    }

    private static String exponential(BigDecimal value, int precision, char form) {
        BigDecimal rounded = precision < 0 ? value.stripTrailingZeros() : value.round(context(precision + 1));
        String digits = rounded.unscaledValue().toString();
        int exponent = rounded.signum() == 0 ? 0 : digits.length() - 1 - rounded.scale();
        int count = precision < 0 ? (rounded.signum() == 0 ? 1 : digits.length()) : precision + 1;
        StringBuilder out = new StringBuilder(digits);
        out.repeat('0', Math.max(0, count - digits.length()));
        out.setLength(count);
        if (count > 1) {
            out.insert(1, '.');
        }
        return out + exponent(exponent, form);
    }

    private static String exponent(int exponent, char form) {
        int magnitude = Math.abs(exponent);
        return form + (exponent < 0 ? "-" : "+") + (magnitude < 10 ? "0" : "") + magnitude;
    }

    private static String general(BigDecimal value, int precision, char form) {
        int digits = precision == 0 ? 1 : precision;
        BigDecimal rounded = digits < 0 ? value : value.round(context(digits));
        BigDecimal stripped = rounded.signum() == 0 ? BigDecimal.ZERO : rounded.stripTrailingZeros();
        int exponent = stripped.signum() == 0 ? 0 : stripped.precision() - 1 - stripped.scale();
        int limit = digits < 0 ? 6 : digits;
        if (digits > stripped.precision() && stripped.precision() > exponent) {
            limit = stripped.precision();
        }
        return exponent < -4 || exponent >= limit
                ? exponential(stripped, -1, form == 'G' ? 'E' : 'e')
                : stripped.toPlainString();
    }

    private static MathContext context(int digits) {
        return new MathContext(digits, RoundingMode.HALF_EVEN);
    }

    /// The flag `#`: a decimal point always, and of `g` all digits of the precision.
    public static String withPoint(String text, int verb, int precision) {
        int e = Math.max(text.indexOf('e'), text.indexOf('E'));
        String mantissa = e < 0 ? text : text.substring(0, e);
        String tail = e < 0 ? "" : text.substring(e);
        int digits = verb == 'g' || verb == 'G' ? (precision < 0 ? 6 : precision) : 0;
        boolean seen = false;
        for (int i = 0; i < mantissa.length(); i++) {
            char c = mantissa.charAt(i);
            seen |= c >= '1' && c <= '9';
            digits -= seen && Character.isDigit(c) ? 1 : 0;
        }
        boolean zero = mantissa.equals("0") || mantissa.equals("-0");
        String point = mantissa.indexOf('.') < 0 ? "." : "";
        return mantissa + point + "0".repeat(Math.max(0, digits - (zero ? 1 : 0))) + tail;
    }

    /// The forms with a power of two: `x`, `X` (hexadecimal mantissa) and `b` (decimal mantissa).
    public static String binary(double value, char form, int precision) {
        String sign = Double.doubleToRawLongBits(value) < 0 ? "-" : "";
        double magnitude = Math.abs(value);
        long bits = Double.doubleToRawLongBits(magnitude);
        int biased = (int) (bits >> 52);
        long mantissa = (bits & (1L << 52) - 1) | (biased == 0 ? 0 : 1L << 52);
        int exponent = Math.max(biased, 1) - 1075;
        if (form == 'b') {
            return sign + mantissa + "p" + (exponent < 0 ? "" : "+") + exponent;
        }
        return sign + hexadecimal(BigInteger.valueOf(mantissa), exponent, form, precision);
    }

    private static String hexadecimal(BigInteger mantissa, int exponent, char form, int precision) {
        String digits = "0";
        int power = 0;
        if (mantissa.signum() != 0) {
            // The leading digit is 1: shift so that whole hexadecimal digits follow it.
            int shift = 53 - mantissa.bitLength();
            BigInteger normal = mantissa.shiftLeft(shift);
            power = exponent - shift + 52;
            if (precision >= 0 && precision < 13) {
                BigDecimal unit = new BigDecimal(BigInteger.ONE.shiftLeft(52 - 4 * precision));
                normal = new BigDecimal(normal)
                        .divide(unit, 0, RoundingMode.HALF_EVEN)
                        .multiply(unit)
                        .toBigIntegerExact();
                if (normal.bitLength() > 53) {
                    normal = normal.shiftRight(1);
                    power++;
                }
            }
            digits = normal.toString(16);
        }
        StringBuilder text = new StringBuilder(digits.substring(1));
        if (precision < 0) {
            while (!text.isEmpty() && text.charAt(text.length() - 1) == '0') {
                text.setLength(text.length() - 1);
            }
        } else {
            text.repeat('0', Math.max(0, precision - text.length()));
            text.setLength(precision);
        }
        String fraction = text.isEmpty() ? "" : "." + text;
        String lower = "0x" + digits.charAt(0) + fraction + exponent(power, 'p');
        return form == 'X' ? lower.toUpperCase(Locale.ROOT) : lower;
    }
}
