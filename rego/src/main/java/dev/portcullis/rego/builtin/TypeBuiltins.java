package dev.portcullis.rego.builtin;

import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoBoolean;
import dev.portcullis.rego.value.RegoNull;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoSet;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;

/// OPA's `types` and `conversions`: what kind a value is of, `to_number`, and the deprecated casts.
final class TypeBuiltins {
    /// What Go reads as a decimal floating-point number; more than JSON allows.
    private static final Pattern DECIMAL =
            Pattern.compile("[+-]?([0-9](_?[0-9])*(\\.([0-9](_?[0-9])*)?)?|\\.[0-9](_?[0-9])*)([eE][+-]?[0-9]+)?");

    private static final Pattern NOT_A_NUMBER = Pattern.compile("[+-]*(inf|infinity|nan)", Pattern.CASE_INSENSITIVE);
    private static final BigDecimal MAX_DOUBLE = BigDecimal.valueOf(Double.MAX_VALUE);

    private TypeBuiltins() {}

    static void define(Builtins.Builder to) {
        kindTest(to, "is_null", RegoValue.NULL);
        kindTest(to, "is_boolean", RegoValue.BOOLEAN);
        kindTest(to, "is_number", RegoValue.NUMBER);
        kindTest(to, "is_string", RegoValue.STRING);
        kindTest(to, "is_array", RegoValue.ARRAY);
        kindTest(to, "is_object", RegoValue.OBJECT);
        kindTest(to, "is_set", RegoValue.SET);
        to.define("type_name", (_, args) -> RegoString.of(args[0].typeName()));
        to.define("to_number", (_, args) -> toNumber(args[0]));
        cast(to, "cast_null", RegoValue.NULL, "null");
        cast(to, "cast_boolean", RegoValue.BOOLEAN, "boolean");
        cast(to, "cast_string", RegoValue.STRING, "string");
        cast(to, "cast_object", RegoValue.OBJECT, "object");
        to.define("cast_array", (_, args) -> RegoArray.copyOf(elements(args[0])));
        to.define("cast_set", (_, args) -> RegoSet.copyOf(elements(args[0])));
    }

    private static void kindTest(Builtins.Builder to, String name, byte kind) {
        to.define(name, (_, args) -> RegoBoolean.of(args[0].kind() == kind));
    }

    private static void cast(Builtins.Builder to, String name, byte kind, String wanted) {
        to.define(name, (_, args) -> {
            if (args[0].kind() != kind) {
                throw BuiltinException.operand(1, wanted, args[0].typeName());
            }
            return args[0];
        });
    }

    private static List<RegoValue> elements(RegoValue collection) throws BuiltinException {
        return switch (collection) {
            case RegoArray array -> array.toList();
            case RegoSet set -> set.toArray().toList();
            case RegoNull _, RegoBoolean _, RegoNumber _, RegoString _, RegoObject _ ->
                throw BuiltinException.operand(1, "one of {array, set}", collection.typeName());
        };
    }

    private static RegoValue toNumber(RegoValue value) throws BuiltinException {
        return switch (value) {
            case RegoNumber number -> number;
            case RegoBoolean bool -> RegoNumber.of(bool.value() ? 1 : 0);
            case RegoString string -> parse(string.value());
            case RegoNull _ -> RegoNumber.ZERO;
            case RegoArray _, RegoObject _, RegoSet _ -> throw new AssertionError("BUG: number of " + value.typeName());
        };
    }

    private static RegoNumber parse(String text) throws BuiltinException {
        if (NOT_A_NUMBER.matcher(text).matches()) {
            throw BuiltinException.operand(1, "valid number string", "string");
        }
        if (!DECIMAL.matcher(text).matches()) {
            throw unreadable(text, "invalid syntax");
        }
        try {
            BigDecimal value = new BigDecimal(text.replace("_", ""));
            if (value.abs().compareTo(MAX_DOUBLE) > 0) {
                throw unreadable(text, "value out of range");
            }
            return RegoNumber.parse(isJson(text) ? text : value.toString());
        } catch (NumberFormatException e) {
            throw new BuiltinException("invalid number: number too big");
        }
    }

    private static BuiltinException unreadable(String text, String reason) {
        return new BuiltinException("strconv.ParseFloat: parsing " + RegoString.of(text) + ": " + reason);
    }

    private static boolean isJson(String text) {
        int start = text.startsWith("-") ? 1 : 0;
        boolean leadingZero =
                text.length() > start + 1 && text.charAt(start) == '0' && Character.isDigit(text.charAt(start + 1));
        int point = text.indexOf('.');
        boolean digitsBothSides =
                point < 0 || (point > start && point + 1 < text.length() && Character.isDigit(text.charAt(point + 1)));
        return !text.startsWith("+") && !leadingZero && digitsBothSides && text.indexOf('_') < 0;
    }
}
