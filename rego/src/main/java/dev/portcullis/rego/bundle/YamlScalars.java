package dev.portcullis.rego.bundle;

import dev.portcullis.rego.value.RegoBoolean;
import dev.portcullis.rego.value.RegoNull;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.Schema;

/// What a plain scalar means to OPA: the YAML 1.2 core schema, except that a leading `0` is octal, `0b` binary,
/// and `_` may stand between digits. Dates, `yes` and `1:30` are strings. Numbers that are no 64-bit integers are
/// doubles.
final class YamlScalars {
    static final Schema SCHEMA = new Schema() {
        @Override
        public ScalarResolver getScalarResolver() {
            return (text, plain) -> plain ? resolve(text) : Tag.STR;
        }

        @Override
        public Map<Tag, ConstructNode> getSchemaTagConstructors() {
            return Map.of();
        }
    };

    private static final Set<Tag> RESOLVABLE = Set.of(Tag.NULL, Tag.BOOL, Tag.INT, Tag.FLOAT, Tag.MERGE);
    private static final Pattern INTEGER =
            Pattern.compile("[-+]?(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)");
    private static final Pattern DECIMAL = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
    private static final Pattern INFINITE = Pattern.compile("[-+]?\\.(inf|Inf|INF)");
    private static final BigInteger LARGEST = BigInteger.TWO.pow(Long.SIZE).subtract(BigInteger.ONE);
    private static final BigInteger SMALLEST = BigInteger.valueOf(Long.MIN_VALUE);

    private YamlScalars() {}

    static boolean isResolvable(Tag tag) {
        return RESOLVABLE.contains(tag);
    }

    /// The tag of a plain scalar.
    static Tag resolve(String text) {
        return switch (text) {
            case "", "~", "null", "Null", "NULL" -> Tag.NULL;
            case "true", "True", "TRUE", "false", "False", "FALSE" -> Tag.BOOL;
            case "<<" -> Tag.MERGE;
            case ".nan", ".NaN", ".NAN" -> Tag.FLOAT;
            default -> resolveNumber(text);
        };
    }

    private static Tag resolveNumber(String text) {
        char first = text.charAt(0);
        if (first != '-' && first != '+' && first != '.' && (first < '0' || first > '9')) {
            return Tag.STR;
        }
        if (INFINITE.matcher(text).matches()) {
            return Tag.FLOAT;
        }
        String digits = first == '.' ? text : text.replace("_", "");
        if (isInteger(digits)) {
            return Tag.INT;
        }
        boolean decimal = DECIMAL.matcher(digits).matches() && Double.isFinite(Double.parseDouble(digits));
        return decimal ? Tag.FLOAT : Tag.STR;
    }

    /// The value of a scalar that [#resolve] gave this tag.
    ///
    /// @throws NumberFormatException for infinities and what is no number
    static RegoValue value(Tag tag, String text) {
        if (tag.equals(Tag.NULL)) {
            return RegoNull.NULL_VALUE;
        }
        if (tag.equals(Tag.BOOL)) {
            return RegoBoolean.of(text.toLowerCase(Locale.ROOT).equals("true"));
        }
        if (tag.equals(Tag.INT)) {
            return RegoNumber.of(integer(text.replace("_", "")));
        }
        return tag.equals(Tag.FLOAT) ? decimal(text.replace("_", "")) : RegoString.of(text);
    }

    private static boolean isInteger(String digits) {
        if (!INTEGER.matcher(digits).matches()) {
            return false;
        }
        BigInteger value = integer(digits);
        return value.compareTo(SMALLEST) >= 0 && value.compareTo(LARGEST) <= 0;
    }

    private static BigInteger integer(String digits) {
        boolean negative = digits.startsWith("-");
        String unsigned = negative || digits.startsWith("+") ? digits.substring(1) : digits;
        BigInteger magnitude =
                unsigned.length() == 1 || unsigned.charAt(0) != '0' ? new BigInteger(unsigned) : prefixed(unsigned);
        return negative ? magnitude.negate() : magnitude;
    }

    private static BigInteger prefixed(String digits) {
        return switch (digits.charAt(1)) {
            case 'x', 'X' -> new BigInteger(digits.substring(2), 16);
            case 'b', 'B' -> new BigInteger(digits.substring(2), 2);
            case 'o', 'O' -> new BigInteger(digits.substring(2), 8);
            default -> new BigInteger(digits, 8);
        };
    }

    /// A double in the text Go's JSON encoder gives it: plain digits between 1e-6 and 1e21.
    private static RegoNumber decimal(String text) {
        double value = Double.parseDouble(text);
        BigDecimal exact = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        double size = Math.abs(value);
        if (value == 0 || (size >= 1e-6 && size < 1e21)) {
            return RegoNumber.parse(exact.toPlainString());
        }
        String digits = exact.unscaledValue().abs().toString();
        int exponent = digits.length() - 1 - exact.scale();
        String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
        String sign = value < 0 ? "-" : "";
        return RegoNumber.parse(sign + digits.charAt(0) + fraction + "e" + (exponent < 0 ? "" : "+") + exponent);
    }
}
