package dev.portcullis.rego.builtin;

import dev.portcullis.rego.value.NumberArithmetic;
import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoSet;
import dev.portcullis.rego.value.RegoValue;
import java.math.BigInteger;

/// OPA's `numbers`: arithmetic, rounding, ranges, random numbers. `minus` is also the difference of sets.
final class NumberBuiltins {
    private static final RegoNumber ONE = RegoNumber.of(1);

    private NumberBuiltins() {}

    static void define(Builtins.Builder to) {
        binary(to, "plus", NumberArithmetic::plus);
        binary(to, "mul", NumberArithmetic::times);
        binary(to, "div", NumberArithmetic::divide);
        binary(to, "rem", NumberArithmetic::remainder);
        to.defineUnchecked("minus", (_, args) -> minus(args[0], args[1]));
        unary(to, "abs", NumberArithmetic::abs);
        unary(to, "round", NumberArithmetic::round);
        unary(to, "ceil", NumberArithmetic::ceil);
        unary(to, "floor", NumberArithmetic::floor);
        to.defineUnchecked("numbers.range", (context, args) -> range(context, args, BigInteger.ONE));
        to.defineUnchecked("numbers.range_step", NumberBuiltins::rangeByStep);
        to.define("rand.intn", NumberBuiltins::random);
    }

    /// An operation that may throw [ArithmeticException] with OPA's text.
    private interface Binary {
        RegoNumber apply(RegoNumber left, RegoNumber right);
    }

    /// An operation that may throw [ArithmeticException] with OPA's text.
    private interface Unary {
        RegoNumber apply(RegoNumber number);
    }

    private static void binary(Builtins.Builder to, String name, Binary operation) {
        to.define(name, (_, args) -> apply(operation, (RegoNumber) args[0], (RegoNumber) args[1]));
    }

    private static void unary(Builtins.Builder to, String name, Unary operation) {
        to.define(name, (_, args) -> apply((number, _) -> operation.apply(number), (RegoNumber) args[0], ONE));
    }

    private static RegoNumber apply(Binary operation, RegoNumber left, RegoNumber right) throws BuiltinException {
        try {
            return operation.apply(left, right);
        } catch (ArithmeticException e) {
            throw new BuiltinException(String.valueOf(e.getMessage()));
        }
    }

    private static RegoValue minus(RegoValue left, RegoValue right) throws BuiltinException {
        if (left instanceof RegoNumber x && right instanceof RegoNumber y) {
            return apply(NumberArithmetic::minus, x, y);
        }
        if (left instanceof RegoSet x && right instanceof RegoSet y) {
            return SetBuiltins.difference(x, y);
        }
        if (!(left instanceof RegoNumber || left instanceof RegoSet)) {
            throw BuiltinException.operand(1, "one of {number, set}", left.typeName());
        }
        throw BuiltinException.operand(2, right instanceof RegoNumber ? "set" : "number", right.typeName());
    }

    private static RegoArray rangeByStep(BuiltinContext context, RegoValue[] args) throws BuiltinException {
        BigInteger step = Operands.bigInteger(args, 3);
        if (step.signum() <= 0) {
            throw new BuiltinException("numbers.range_step: step must be a positive integer");
        }
        return range(context, args, step);
    }

    private static RegoArray range(BuiltinContext context, RegoValue[] args, BigInteger step) throws BuiltinException {
        BigInteger first = Operands.bigInteger(args, 1);
        BigInteger last = Operands.bigInteger(args, 2);
        BigInteger count = last.subtract(first).abs().divide(step).add(BigInteger.ONE);
        context.charge(count.bitLength() < Long.SIZE ? count.longValue() : Long.MAX_VALUE);
        if (count.bitLength() >= Integer.SIZE) {
            throw new BuiltinException(
                    "range of " + count + " numbers is longer than the allowed " + Integer.MAX_VALUE);
        }
        BigInteger signed = first.compareTo(last) > 0 ? step.negate() : step;
        RegoValue[] numbers = new RegoValue[count.intValue()];
        BigInteger number = first;
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = RegoNumber.of(number);
            number = number.add(signed);
        }
        return RegoArray.of(numbers);
    }

    private static RegoValue random(BuiltinContext context, RegoValue[] args) throws BuiltinException {
        long bound = Operands.integer(args, 2);
        if (bound == 0) {
            return RegoNumber.ZERO;
        }
        if (bound == Long.MIN_VALUE) {
            throw BuiltinException.operand(2, "must be above " + Long.MIN_VALUE);
        }
        long positive = Math.abs(bound);
        return context.once(
                "rand.intn",
                RegoArray.of(args[0], RegoNumber.of(positive)),
                () -> RegoNumber.of(context.environment().random().nextLong(positive)));
    }
}
