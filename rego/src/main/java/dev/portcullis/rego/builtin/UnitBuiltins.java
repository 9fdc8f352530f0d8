package dev.portcullis.rego.builtin;

import dev.portcullis.rego.value.NumberArithmetic;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoString;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Pattern;

/// OPA's `units`: amounts with a decimal or binary prefix, such as `10Ki` and `1.5GB`.
final class UnitBuiltins {
    private static final int MAX_EXPONENT_DIGITS = 6;
    private static final int FRACTION_DIGITS = 10;
    private static final String PREFIXES = "kmgtpe";
    private static final Pattern DECIMAL = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");
    /// What Go makes of 0.001: not quite that.
    private static final BigDecimal MILLI =
            new BigDecimal("0.001000000000000000020816681711721685132943093776702880859375");

    private UnitBuiltins() {}

    static void define(Builtins.Builder to) {
        to.define("units.parse", (context, args) -> parse(context, Operands.string(args, 1)));
        to.define("units.parse_bytes", (context, args) -> parseBytes(context, Operands.string(args, 1)));
    }

    /// @param number empty when the text starts with something else
    private record Amount(String number, String unit) {}

    /// Only `m` and `M` differ by case: milli and mega.
    private static RegoNumber parse(BuiltinContext context, RegoString string) throws BuiltinException {
        String text = string.value().replace("\"", "");
        if (text.indexOf(' ') >= 0) {
            throw new BuiltinException("units.parse: spaces not allowed in resource strings");
        }
        Amount amount = split(text, "units.parse: exponent too large");
        if (amount.number.isEmpty()) {
            throw new BuiltinException("units.parse: no amount provided");
        }
        BigDecimal factor = amount.unit.equals("m") ? MILLI : BigDecimal.valueOf(factor(lower(amount.unit)));
        if (factor.signum() == 0) {
            String shown = amount.unit.substring(0, 1) + lower(amount.unit.substring(1));
            throw new BuiltinException("units.parse: unit " + shown + " not recognized");
        }
        BigDecimal number = decimal(context, amount.number, "units.parse: could not parse amount to a number");
        BigDecimal value = number.multiply(factor);
        if (value.signum() == 0 || value.stripTrailingZeros().scale() <= 0) {
            return RegoNumber.of(value.toBigIntegerExact());
        }
        return RegoNumber.parse(
                value.setScale(FRACTION_DIGITS, RoundingMode.HALF_UP).toPlainString());
    }

    private static RegoNumber parseBytes(BuiltinContext context, RegoString string) throws BuiltinException {
        String text = lower(string.value()).replace("\"", "");
        if (text.indexOf(' ') >= 0) {
            throw new BuiltinException("units.parse_bytes: spaces not allowed in resource strings");
        }
        Amount amount = split(text, "units.parse_bytes: exponent too large");
        if (amount.number.isEmpty()) {
            throw new BuiltinException("units.parse_bytes: no byte amount provided");
        }
        boolean named = amount.unit.length() > 1 && amount.unit.endsWith("b");
        long factor = factor(named ? amount.unit.substring(0, amount.unit.length() - 1) : amount.unit);
        if (factor == 0) {
            throw new BuiltinException("units.parse_bytes: byte unit " + amount.unit + " not recognized");
        }
        String problem = "units.parse_bytes: could not parse byte amount to a number";
        BigDecimal number = decimal(context, amount.number, problem);
        try {
            return RegoNumber.of(NumberArithmetic.truncatedProduct(number, factor));
        } catch (ArithmeticException tooBig) {
            throw new BuiltinException(problem);
        }
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /// What a prefix multiplies by; 0 when there is none of this name.
    private static long factor(String unit) {
        if (unit.isEmpty()) {
            return 1;
        }
        int power = PREFIXES.indexOf(unit.charAt(0)) + 1;
        if (unit.length() > 2 || (unit.length() == 2 && unit.charAt(1) != 'i')) {
            return 0;
        }
        long factor = power == 0 ? 0 : 1;
        for (int i = 0; i < power; i++) {
            factor *= unit.length() == 2 ? 1024 : 1000;
        }
        return factor;
    }

    private static BigDecimal decimal(BuiltinContext context, String number, String problem) throws BuiltinException {
        if (!DECIMAL.matcher(number).matches()) {
            throw new BuiltinException(problem);
        }
        int e = Math.max(number.indexOf('e'), number.indexOf('E'));
        context.charge(e < 0 ? 1 : Math.abs(Long.parseLong(number.substring(e + 1))));
        return new BigDecimal(number);
    }

    /// The number a text starts with, and the rest. An `e` belongs to the number when an exponent follows it.
    private static Amount split(String text, String tooLarge) throws BuiltinException {
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == 'e' || c == 'E') {
                int digits = exponentStart(text, at);
                if (digits < 0) {
                    break;
                }
                int end = digits;
                while (isDigit(text, end)) {
                    end++;
                }
                if (end - digits > MAX_EXPONENT_DIGITS) {
                    throw new BuiltinException(tooLarge);
                }
                at = digits;
            } else if (isDigit(text, at) || c == '.' || c == '+' || c == '-') {
                at++;
            } else {
                break;
            }
        }
        return new Amount(text.substring(0, at), text.substring(at));
    }

    /// Where the digits of an exponent may start, or -1 when `e` is a unit.
    private static int exponentStart(String text, int e) {
        if (isDigit(text, e + 1)) {
            return e + 1;
        }
        boolean signed = e + 1 < text.length() && (text.charAt(e + 1) == '+' || text.charAt(e + 1) == '-');
        return signed ? e + 2 : -1;
    }

    private static boolean isDigit(String text, int at) {
        return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }
}
