package dev.portcullis.rego.builtin;

import dev.portcullis.rego.value.DoubleText;
import dev.portcullis.rego.value.RegoString;
import java.math.BigInteger;
import java.util.Map;

/// Durations such as `1h30m` and `-1.5s`: Go's units, and OPA's `d`, `w` and `y` of 24 hours, 7 days and 365 days.
final class GoDuration {
    private static final Map<String, Long> UNITS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "\u00b5s", 1_000L,
            "\u03bcs", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L);

    private static final Map<Character, Integer> HOURS = Map.of('d', 24, 'w', 7 * 24, 'y', 365 * 24);
    private static final BigInteger LIMIT = BigInteger.ONE.shiftLeft(Long.SIZE - 1);

    private final String text;
    private final String shown;
    private int at;

    private GoDuration(String text, String shown) {
        this.text = text;
        this.shown = shown;
    }

    /// The nanoseconds of a duration.
    ///
    /// @throws BuiltinException in OPA's words when `text` is none
    static long parse(String text) throws BuiltinException {
        boolean extended = text.chars().anyMatch(c -> c == 'd' || c == 'w' || c == 'y');
        if (!extended) {
            return new GoDuration(text, GoText.quote(text)).nanoseconds();
        }
        String shown = RegoString.of(text).toString();
        return new GoDuration(inHours(text, shown), shown).nanoseconds();
    }

    /// Rewrites days, weeks and years as hours.
    private static String inHours(String text, String shown) throws BuiltinException {
        StringBuilder rewritten = new StringBuilder();
        int at = 0;
        if (text.startsWith("-") || text.startsWith("+")) {
            rewritten.append(text.charAt(at++));
        }
        while (at < text.length()) {
            int start = at;
            while (at < text.length() && (Character.digit(text.charAt(at), 10) >= 0 || text.charAt(at) == '.')) {
                at++;
            }
            String digits = text.substring(start, at);
            String unit = unitAt(text, at);
            if (digits.isEmpty() || unit.isEmpty()) {
                throw new BuiltinException("time: invalid duration " + shown);
            }
            at += unit.length();
            Integer hours = HOURS.get(unit.charAt(0));
            if (hours == null) {
                rewritten.append(digits).append(unit);
            } else {
                rewritten.append(hours(digits, hours, shown)).append('h');
            }
        }
        return rewritten.toString();
    }

    private static String unitAt(String text, int at) {
        for (String unit : new String[] {"ms", "us", "\u00b5s", "ns"}) {
            if (text.startsWith(unit, at)) {
                return unit;
            }
        }
        boolean letter = at < text.length() && text.charAt(at) >= 'a' && text.charAt(at) <= 'z';
        return letter ? text.substring(at, at + 1) : "";
    }

    private static String hours(String digits, int hours, String shown) throws BuiltinException {
        try {
            return DoubleText.format(Double.parseDouble(digits) * hours, 'f', -1);
        } catch (NumberFormatException e) {
            throw new BuiltinException("time: invalid duration " + shown);
        }
    }

    private long nanoseconds() throws BuiltinException {
        boolean negative = text.startsWith("-");
        at = negative || text.startsWith("+") ? 1 : 0;
        if (text.substring(at).equals("0")) {
            return 0;
        }
        if (at == text.length()) {
            throw fail("invalid duration");
        }
        BigInteger total = BigInteger.ZERO;
        while (at < text.length()) {
            total = total.add(segment());
            if (total.compareTo(LIMIT) > 0) {
                throw fail("invalid duration");
            }
        }
        BigInteger signed = negative ? total.negate() : total;
        if (signed.equals(LIMIT)) {
            throw fail("invalid duration");
        }
        return signed.longValueExact();
    }

    private BigInteger segment() throws BuiltinException {
        int start = at;
        String whole = digits();
        String fraction = "";
        if (text.startsWith(".", at)) {
            at++;
            fraction = digits();
        }
        if (whole.isEmpty() && fraction.isEmpty()) {
            at = start;
            throw fail("invalid duration");
        }
        int unitStart = at;
        while (at < text.length() && text.charAt(at) != '.' && !isDigit(at)) {
            at++;
        }
        String name = text.substring(unitStart, at);
        if (name.isEmpty()) {
            throw fail("missing unit in duration");
        }
        Long unit = UNITS.get(name);
        if (unit == null) {
            throw fail("unknown unit " + GoText.quote(name) + " in duration");
        }
        BigInteger value = new BigInteger("0" + whole).multiply(BigInteger.valueOf(unit));
        return value.add(BigInteger.valueOf(fraction(fraction, unit)));
    }

    /// What a fraction of a unit comes to, with the rounding of the doubles Go computes it in.
    private static long fraction(String digits, long unit) {
        long value = 0;
        double scale = 1;
        for (int i = 0; i < digits.length() && value <= Long.MAX_VALUE / 10; i++) {
            long next = value * 10 + digits.charAt(i) - '0';
            if (next < 0) {
                break;
            }
            value = next;
            scale *= 10;
        }
        return (long) (value * (unit / scale));
    }

    private String digits() {
        int start = at;
        while (isDigit(at)) {
            at++;
        }
        return text.substring(start, at);
    }

    private boolean isDigit(int index) {
        return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
    }

    private BuiltinException fail(String reason) {
        return new BuiltinException("time: " + reason + " " + shown);
    }
}
