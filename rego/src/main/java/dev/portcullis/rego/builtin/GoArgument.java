package dev.portcullis.rego.builtin;

import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoBoolean;
import dev.portcullis.rego.value.RegoNull;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoSet;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.math.BigInteger;

/// What OPA hands to Go's `fmt` for a value.
sealed interface GoArgument {
    /// An integer of 64 bits.
    record Int(long value) implements GoArgument {}

    /// A larger integer.
    record BigInt(BigInteger value) implements GoArgument {}

    /// A number written with a fraction or an exponent.
    record Real(double value) implements GoArgument {}

    /// A string, or any other value as Rego text.
    record Text(RegoString value) implements GoArgument {}

    static GoArgument of(RegoValue value) {
        return switch (value) {
            case RegoNumber number -> ofNumber(number);
            case RegoString string -> new Text(string);
            case RegoNull _, RegoBoolean _, RegoArray _, RegoObject _, RegoSet _ ->
                new Text(RegoString.of(value.toString()));
        };
    }

    private static GoArgument ofNumber(RegoNumber number) {
        String text = number.text();
        if (text.indexOf('.') >= 0 || text.indexOf('e') >= 0 || text.indexOf('E') >= 0) {
            double value = number.decimalValue().doubleValue();
            return Double.isInfinite(value) ? new Text(RegoString.of(text)) : new Real(value);
        }
        return number.isPlainLong()
                ? new Int(number.decimalValue().longValueExact())
                : new BigInt(number.bigIntegerValue());
    }

    /// The name of its type in Go.
    default String type() {
        return switch (this) {
            case Int _ -> "int64";
            case BigInt _ -> "*big.Int";
            case Real _ -> "float64";
            case Text _ -> "string";
        };
    }
}
