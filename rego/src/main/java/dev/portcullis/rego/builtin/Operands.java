package dev.portcullis.rego.builtin;

import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoSet;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.math.BigInteger;

/// Arguments as the kinds that [CheckedCall] has made sure of; positions count from 1, as in errors.
final class Operands {
    private static final String NOT_AN_INTEGER = "must be integer number but got floating-point number";

    private Operands() {}

    static RegoNumber number(RegoValue[] arguments, int position) {
        return (RegoNumber) arguments[position - 1];
    }

    static RegoString string(RegoValue[] arguments, int position) {
        return (RegoString) arguments[position - 1];
    }

    static RegoArray array(RegoValue[] arguments, int position) {
        return (RegoArray) arguments[position - 1];
    }

    static RegoSet set(RegoValue[] arguments, int position) {
        return (RegoSet) arguments[position - 1];
    }

    static RegoObject object(RegoValue[] arguments, int position) {
        return (RegoObject) arguments[position - 1];
    }

    /// The elements of an array, or of a set in value order.
    static RegoArray elements(RegoValue[] arguments, int position) {
        return arguments[position - 1] instanceof RegoSet set ? set.toArray() : array(arguments, position);
    }

    /// A number OPA's builtins take for a machine integer: digits without exponent, a fraction of zeros at most.
    ///
    /// @throws BuiltinException for any other number, also an integer beyond 64 bits
    static long integer(RegoValue[] arguments, int position) throws BuiltinException {
        RegoNumber number = number(arguments, position);
        if (number.isLong()) {
            return number.longValue();
        }
        if (number.isPlainLong()) {
            return number.decimalValue().longValueExact();
        }
        throw BuiltinException.operand(position, NOT_AN_INTEGER);
    }

    /// As [#integer], of an argument that may be anything.
    static long anyInteger(RegoValue[] arguments, int position) throws BuiltinException {
        RegoValue argument = arguments[position - 1];
        if (!(argument instanceof RegoNumber)) {
            throw BuiltinException.operand(position, "number", argument.typeName());
        }
        return integer(arguments, position);
    }

    /// An integer of any size, however it is written.
    ///
    /// @throws BuiltinException for anything but a number, in the words OPA uses for big
    /// integers, and for a fraction
    static BigInteger bigInteger(RegoValue[] arguments, int position) throws BuiltinException {
        RegoValue argument = arguments[position - 1];
        if (!(argument instanceof RegoNumber number)) {
            throw BuiltinException.operand(position, "integer", argument.typeName());
        }
        if (!number.isInteger()) {
            throw BuiltinException.operand(position, NOT_AN_INTEGER);
        }
        return number.bigIntegerValue();
    }
}
