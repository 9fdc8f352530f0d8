package dev.portcullis.rego.builtin;

import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoValue;
import java.math.BigInteger;
import java.util.function.BinaryOperator;

/// OPA's `bits`, on integers of any size in two's complement.
final class BitBuiltins {
    private BitBuiltins() {}

    static void define(Builtins.Builder to) {
        binary(to, "bits.and", BigInteger::and);
        binary(to, "bits.or", BigInteger::or);
        binary(to, "bits.xor", BigInteger::xor);
        to.defineUnchecked(
                "bits.negate",
                (_, args) -> RegoNumber.of(Operands.bigInteger(args, 1).not()));
        to.defineUnchecked("bits.lsh", BitBuiltins::shiftLeft);
        to.defineUnchecked("bits.rsh", BitBuiltins::shiftRight);
    }

    private static void binary(Builtins.Builder to, String name, BinaryOperator<BigInteger> operation) {
        to.defineUnchecked(
                name,
                (_, args) ->
                        RegoNumber.of(operation.apply(Operands.bigInteger(args, 1), Operands.bigInteger(args, 2))));
    }

    private static RegoNumber shiftLeft(BuiltinContext context, RegoValue[] args) throws BuiltinException {
        BigInteger number = Operands.bigInteger(args, 1);
        BigInteger distance = distance(args);
        if (number.signum() == 0) {
            return RegoNumber.ZERO;
        }
        boolean isSmall = distance.bitLength() < Integer.SIZE - 1;
        // The digits of the result, which take longer to write than the shift itself.
        context.charge(isSmall ? distance.longValue() : Long.MAX_VALUE);
        if (!isSmall) {
            throw BuiltinException.operand(2, "must be at most " + (1L << 30) + " but got " + distance);
        }
        return RegoNumber.of(number.shiftLeft(distance.intValue()));
    }

    private static RegoNumber shiftRight(BuiltinContext context, RegoValue[] args) throws BuiltinException {
        BigInteger number = Operands.bigInteger(args, 1);
        BigInteger distance = distance(args);
        return RegoNumber.of(number.shiftRight(
                distance.min(BigInteger.valueOf(Integer.MAX_VALUE)).intValue()));
    }

    private static BigInteger distance(RegoValue[] args) throws BuiltinException {
        BigInteger distance = Operands.bigInteger(args, 2);
        if (distance.signum() < 0) {
            throw BuiltinException.operand(2, "must be an unsigned integer number but got a negative integer");
        }
        return distance;
    }
}
