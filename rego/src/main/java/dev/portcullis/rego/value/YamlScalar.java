package dev.portcullis.rego.value;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a plain scalar means to OPA: the YAML 1.2 core schema, with the integers of 1.1 (`017`, `0b11`, `1_000`) and
/// the merge key, as Go's library reads it.
enum YamlScalar {
    NULL,
    BOOLEAN,
    INTEGER,
    FLOAT,
    /// `.inf` and `.nan`, which have no JSON.
    NON_FINITE,
    MERGE,
    /// A date, which OPA reads as a string, but does not write as one without quotes.
    TIMESTAMP,
    STRING;

    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
    private static final Set<String> BOOLEANS = Set.of("true", "True", "TRUE", "false", "False", "FALSE");
    private static final Pattern INFINITE = Pattern.compile("[+-]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");
    private static final Pattern BASED = Pattern.compile("([+-]?)0(?:[xX]([0-9a-fA-F]+)|[bB]([01]+)|[oO]?([0-7]+))");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?(?:0|[1-9][0-9]*)");
    private static final Pattern FLOATING =
            Pattern.compile("[-+]?(?:\\.[0-9]+|[0-9]+(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?");
    private static final Pattern DATE = Pattern.compile("([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})"
            + "(?:[Tt]([0-9]{1,2}):[0-9]{1,2}:[0-9]{1,2}(?:\\.[0-9]+)?(?:Z|[+-][0-9]{2}:[0-9]{2})"
            + "| [0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}(?:\\.[0-9]+)?)?");

    static YamlScalar of(String text) {
        if (NULLS.contains(text)) {
            return NULL;
        }
        if (BOOLEANS.contains(text)) {
            return BOOLEAN;
        }
        if (text.equals("<<")) {
            return MERGE;
        }
        if (INFINITE.matcher(text).matches()) {
            return NON_FINITE;
        }
        char first = text.charAt(0);
        if (first == '.') {
            return FLOATING.matcher(text).matches() && isFinite(text) ? FLOAT : STRING;
        }
        boolean numeric = (first >= '0' && first <= '9') || first == '+' || first == '-';
        if (!numeric) {
            return STRING;
        }
        if (isDate(text)) {
            return TIMESTAMP;
        }
        String plain = text.replace("_", "");
        if (isInteger(plain)) {
            return INTEGER;
        }
        return FLOATING.matcher(plain).matches() && isFinite(plain) ? FLOAT : STRING;
    }

    private static boolean isFinite(String number) {
        return !Double.isInfinite(Double.parseDouble(number));
    }

    private static boolean isDate(String text) {
        Matcher parts = DATE.matcher(text);
        if (!parts.matches()) {
            return false;
        }
        try {
            int year = Integer.parseInt(parts.group(1));
            return LocalDate.of(year, Integer.parseInt(parts.group(2)), Integer.parseInt(parts.group(3)))
                            .getYear()
                    == year;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /// Whether it is an integer of 64 bits, signed or, without a sign, unsigned.
    private static boolean isInteger(String plain) {
        if (!DECIMAL.matcher(plain).matches() && !BASED.matcher(plain).matches()) {
            return false;
        }
        boolean signed = plain.startsWith("+") || plain.startsWith("-");
        BigInteger value = integer(plain);
        return value.bitLength() < Long.SIZE || (!signed && value.bitLength() == Long.SIZE);
    }

    private static BigInteger integer(String plain) {
        Matcher based = BASED.matcher(plain);
        if (!based.matches()) {
            return new BigInteger(plain.startsWith("+") ? plain.substring(1) : plain);
        }
        int[] radixes = {16, 2, 8};
        BigInteger value = BigInteger.ZERO;
        for (int i = 0; i < radixes.length; i++) {
            if (based.group(i + 2) != null) {
                value = new BigInteger(based.group(i + 2), radixes[i]);
            }
        }
        return based.group(1).equals("-") ? value.negate() : value;
    }

    /// The number a text of kind [#INTEGER] stands for.
    static RegoNumber integerValue(String text) {
        return RegoNumber.of(integer(text.replace("_", "")));
    }

    /// The double a text of kind [#FLOAT] or [#INTEGER] stands for.
    static double doubleValue(String text) {
        String plain = text.replace("_", "");
        return BASED.matcher(plain).matches() ? integer(plain).doubleValue() : Double.parseDouble(plain);
    }
}
