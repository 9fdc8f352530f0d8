package dev.portcullis.rego.syntax;

import dev.portcullis.rego.value.RegoBoolean;
import dev.portcullis.rego.value.RegoNull;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a YAML scalar means to Go's yaml.v3, which OPA uses: YAML 1.2 plus the integers of YAML 1.1 (`017` is 15,
/// `0b11` is 3, `1_000` is 1000).
final class YamlScalar {
    private static final Pattern DECIMAL = Pattern.compile("[-+]?(0|[1-9][0-9_]*)");
    private static final Pattern OCTAL = Pattern.compile("[-+]?0o?[0-7_]+");
    private static final Pattern BINARY = Pattern.compile("[-+]?0b[01_]+");
    private static final Pattern HEXADECIMAL = Pattern.compile("[-+]?0x[0-9a-fA-F_]+");
    private static final Pattern FLOAT = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

    private YamlScalar() {}

    static RegoValue value(YamlReader.YamlNode.Scalar scalar) {
        String text = scalar.text();
        if (!scalar.plain()) {
            return RegoString.of(text);
        }
        return switch (text) {
            case "", "~", "null", "Null", "NULL" -> RegoNull.NULL_VALUE;
            case "true", "True", "TRUE" -> RegoBoolean.TRUE;
            case "false", "False", "FALSE" -> RegoBoolean.FALSE;
            default -> {
                RegoNumber number = number(text);
                yield number == null ? RegoString.of(text) : number;
            }
        };
    }

    /// The tag yaml.v3 names in errors.
    static String tag(YamlReader.YamlNode.Scalar scalar) {
        return switch (value(scalar)) {
            case RegoNull _ -> "!!null";
            case RegoBoolean _ -> "!!bool";
            case RegoNumber n when n.isLong() -> "!!int";
            case RegoNumber _ -> "!!float";
            default -> "!!str";
        };
    }

    private static @Nullable RegoNumber number(String text) {
        if (DECIMAL.matcher(text).matches()) {
            return integer(text, 0, 10);
        }
        if (OCTAL.matcher(text).matches()) {
            return integer(text, text.indexOf('o') > 0 ? 2 : 1, 8);
        }
        if (BINARY.matcher(text).matches()) {
            return integer(text, 2, 2);
        }
        if (HEXADECIMAL.matcher(text).matches()) {
            return integer(text, 2, 16);
        }
        return FLOAT.matcher(text).matches() ? decimal(Double.parseDouble(text)) : null;
    }

    private static @Nullable RegoNumber integer(String text, int prefix, int radix) {
        boolean signed = text.startsWith("-") || text.startsWith("+");
        String digits = text.substring((signed ? 1 : 0) + prefix).replace("_", "");
        if (digits.isEmpty()) {
            return null;
        }
        BigInteger magnitude = new BigInteger(digits, radix);
        return RegoNumber.of(text.startsWith("-") ? magnitude.negate() : magnitude);
    }

    /// A double in its shortest decimal form; null for the infinities, which stay text.
    private static @Nullable RegoNumber decimal(double value) {
        if (Double.isInfinite(value)) {
            return null;
        }
        BigDecimal shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        boolean plain = value == 0 || (Math.abs(value) >= 1e-4 && Math.abs(value) < 1e21);
        return RegoNumber.parse(plain ? shortest.toPlainString() : shortest.toString());
    }
}
