package dev.portcullis.rego.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/// Arithmetic with OPA 1.22's results, digit for digit: on integers exactly, whatever their size and however they
/// are written (`1e3`, `4.0`), else on [GoFloat]. Division and rounding of integers beyond 64 bits go through
/// floats, as in OPA. Failures are [ArithmeticException]s with OPA's texts.
///
/// OPA lets numbers grow without bound; here a result of more than 400,000 bits is `number too big`.
public final class NumberArithmetic {
    static final int MAX_BITS = 400_000;

    private static final GoFloat HALF = GoFloat.parse("0.5");
    /// OPA starts `product` with a float of this precision, which its multiplications then keep.
    private static final int PRODUCT_PRECISION = 53;

    private NumberArithmetic() {}

    public static RegoNumber plus(RegoNumber left, RegoNumber right) {
        if (left.isLong() && right.isLong()) {
            long sum = left.longValue() + right.longValue();
            if (((left.longValue() ^ sum) & (right.longValue() ^ sum)) >= 0) {
                return RegoNumber.of(sum);
            }
        }
        return left.isInteger() && right.isInteger()
                ? RegoNumber.of(left.bigIntegerValue().add(right.bigIntegerValue()))
                : number(toFloat(left).plus(toFloat(right)));
    }

    public static RegoNumber minus(RegoNumber left, RegoNumber right) {
        if (left.isLong() && right.isLong()) {
            long difference = left.longValue() - right.longValue();
            if (((left.longValue() ^ right.longValue()) & (left.longValue() ^ difference)) >= 0) {
                return RegoNumber.of(difference);
            }
        }
        return left.isInteger() && right.isInteger()
                ? RegoNumber.of(left.bigIntegerValue().subtract(right.bigIntegerValue()))
                : number(toFloat(left).minus(toFloat(right)));
    }

    public static RegoNumber times(RegoNumber left, RegoNumber right) {
        if (left.isLong() && right.isLong()) {
            long product = left.longValue() * right.longValue();
            long high = Math.multiplyHigh(left.longValue(), right.longValue());
            if (high == product >> (Long.SIZE - 1)) {
                return RegoNumber.of(product);
            }
        }
        return left.isInteger() && right.isInteger()
                ? RegoNumber.of(product(left.bigIntegerValue(), right.bigIntegerValue()))
                : number(toFloat(left).times(toFloat(right), GoFloat.PRECISION));
    }

    /// @throws ArithmeticException `divide by zero`
    public static RegoNumber divide(RegoNumber left, RegoNumber right) {
        if (right.isLong() && right.longValue() != 0 && left.isLong() && left.longValue() != 0) {
            long quotient = left.longValue() / right.longValue();
            boolean overflows = left.longValue() == Long.MIN_VALUE && right.longValue() == -1;
            if (left.longValue() % right.longValue() == 0 && !overflows) {
                return RegoNumber.of(quotient);
            }
        }
        GoFloat divisor = toFloat(right);
        if (divisor.isZero()) {
            throw new ArithmeticException("divide by zero");
        }
        return number(toFloat(left).divide(divisor, GoFloat.PRECISION));
    }

    /// The remainder with the sign of `left`.
    ///
    /// @throws ArithmeticException `modulo by zero`, `modulo on floating-point number`
    public static RegoNumber remainder(RegoNumber left, RegoNumber right) {
        if (!left.isInteger() || !right.isInteger()) {
            throw new ArithmeticException("modulo on floating-point number");
        }
        if (left.isLong() && right.isLong() && right.longValue() != 0) {
            return RegoNumber.of(left.longValue() % right.longValue());
        }
        BigInteger divisor = right.bigIntegerValue();
        if (divisor.signum() == 0) {
            throw new ArithmeticException("modulo by zero");
        }
        return RegoNumber.of(left.bigIntegerValue().remainder(divisor));
    }

    public static RegoNumber abs(RegoNumber number) {
        return number.isLong()
                ? RegoNumber.of(BigInteger.valueOf(number.longValue()).abs())
                : number(toFloat(number).abs());
    }

    /// The nearest integer, halves away from zero.
    public static RegoNumber round(RegoNumber number) {
        if (number.isLong()) {
            return number;
        }
        GoFloat value = toFloat(number);
        GoFloat moved = value.negative() ? value.minus(HALF) : value.plus(HALF);
        return RegoNumber.of(moved.truncated());
    }

    /// The least integer not below `number`; 1 for a number between -1 and 0, as in OPA.
    public static RegoNumber ceil(RegoNumber number) {
        if (number.isLong()) {
            return number;
        }
        GoFloat value = toFloat(number);
        BigInteger whole = value.truncated();
        return RegoNumber.of(whole.signum() < 0 || value.isInteger() ? whole : whole.add(BigInteger.ONE));
    }

    /// The greatest integer not above `number`; 0 for a number between -1 and 0, as in OPA.
    public static RegoNumber floor(RegoNumber number) {
        if (number.isLong()) {
            return number;
        }
        GoFloat value = toFloat(number);
        BigInteger whole = value.truncated();
        return RegoNumber.of(whole.signum() >= 0 || value.isInteger() ? whole : whole.subtract(BigInteger.ONE));
    }

    /// The sum of numbers; 0 of none.
    public static RegoNumber sum(RegoArray numbers) {
        BigInteger exact = accumulated(numbers, BigInteger.ZERO, BigInteger::add);
        if (exact != null) {
            return RegoNumber.of(exact);
        }
        GoFloat sum = GoFloat.of(BigInteger.ZERO);
        for (int i = 0, n = numbers.size(); i < n; i++) {
            sum = sum.plus(toFloat((RegoNumber) numbers.get(i)));
        }
        return number(sum);
    }

    /// The product of numbers; 1 of none.
    public static RegoNumber product(RegoArray numbers) {
        BigInteger exact = accumulated(numbers, BigInteger.ONE, NumberArithmetic::product);
        if (exact != null) {
            return RegoNumber.of(exact);
        }
        GoFloat product = GoFloat.of(BigInteger.ONE);
        for (int i = 0, n = numbers.size(); i < n; i++) {
            product = product.times(toFloat((RegoNumber) numbers.get(i)), PRODUCT_PRECISION);
        }
        return number(product);
    }

    private static @Nullable BigInteger accumulated(
            RegoArray numbers, BigInteger first, BinaryOperator<BigInteger> step) {
        BigInteger total = first;
        for (int i = 0, n = numbers.size(); i < n; i++) {
            RegoNumber number = (RegoNumber) numbers.get(i);
            if (!number.isInteger()) {
                return null;
            }
            total = step.apply(total, number.bigIntegerValue());
        }
        return total;
    }

    /// The integer part of a number as OPA's `format_int` sees it: exact for integers without exponent, through a
    /// float otherwise.
    public static BigInteger truncated(RegoNumber number) {
        String text = number.text();
        boolean digitsOnly = text.indexOf('.') < 0 && text.indexOf('e') < 0 && text.indexOf('E') < 0;
        return digitsOnly ? number.bigIntegerValue() : toFloat(number).truncated();
    }

    /// The product of a decimal and a factor, computed in a float, without its fraction.
    public static BigInteger truncatedProduct(BigDecimal number, long factor) {
        GoFloat value = GoFloat.parse(number.toString());
        return value.times(GoFloat.of(BigInteger.valueOf(factor)), GoFloat.PRECISION)
                .truncated();
    }

    private static BigInteger product(BigInteger left, BigInteger right) {
        boundedBits((long) left.bitLength() + right.bitLength());
        return left.multiply(right);
    }

    private static GoFloat toFloat(RegoNumber number) {
        return number.isLong() ? GoFloat.of(BigInteger.valueOf(number.longValue())) : GoFloat.parse(number.text());
    }

    private static RegoNumber number(GoFloat value) {
        return RegoNumber.ofResult(value.text());
    }

    static int boundedBits(long bits) {
        if (bits > MAX_BITS) {
            throw new ArithmeticException("number too big");
        }
        return (int) bits;
    }
}
