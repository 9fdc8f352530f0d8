package dev.portcullis.rego.builtin;

import dev.portcullis.rego.value.RegoString;
import java.math.BigInteger;

/// An IP address.
///
/// @param value 128 bits; an IPv4 address as `::ffff:a.b.c.d`
/// @param isV4 whether it was written as IPv4
/// @param zone what stood behind `%`; empty when nothing did
record IpAddress(BigInteger value, boolean isV4, String zone) {
    private static final int GROUPS = 8;
    private static final BigInteger V4_PREFIX = BigInteger.valueOf(0xFFFF).shiftLeft(32);
    private static final BigInteger LOW_32 = BigInteger.ONE.shiftLeft(32).subtract(BigInteger.ONE);

    /// @throws BuiltinException in Go's words when `text` is no address
    static IpAddress parse(String text) throws BuiltinException {
        for (int i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '.' -> {
                    return new IpAddress(V4_PREFIX.or(dotted(text, text)), true, "");
                }
                case ':' -> {
                    return parseV6(text);
                }
                case '%' -> throw fail(text, "missing IPv6 address");
                default -> {}
            }
        }
        throw fail(text, "unable to parse IP");
    }

    /// Whether the address is in the range of IPv4 addresses, however it was written.
    static boolean isMapped(BigInteger value) {
        return value.shiftRight(32).equals(BigInteger.valueOf(0xFFFF));
    }

    private static BigInteger dotted(String whole, String text) throws BuiltinException {
        long value = 0;
        int fields = 0;
        int field = 0;
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                if (digits == 1 && field == 0) {
                    throw fail(whole, "IPv4 field has octet with leading zero");
                }
                field = field * 10 + c - '0';
                digits++;
                if (field > 255) {
                    throw fail(whole, "IPv4 field has value >255");
                }
            } else if (c == '.') {
                if (digits == 0 || i == text.length() - 1) {
                    throw fail(whole, "IPv4 field must have at least one digit", text.substring(i));
                }
                if (fields == 3) {
                    throw fail(whole, "IPv4 address too long");
                }
                value = value << 8 | field;
                fields++;
                field = 0;
                digits = 0;
            } else {
                throw fail(whole, "unexpected character", text.substring(i));
            }
        }
        if (fields < 3) {
            throw fail(whole, "IPv4 address too short");
        }
        return BigInteger.valueOf(value << 8 | field);
    }

    private static IpAddress parseV6(String text) throws BuiltinException {
        int percent = text.indexOf('%');
        String zone = percent < 0 ? "" : text.substring(percent + 1);
        if (percent >= 0 && zone.isEmpty()) {
            throw fail(text, "zone must be a non-empty string");
        }
        String rest = percent < 0 ? text : text.substring(0, percent);
        int[] groups = new int[GROUPS];
        int ellipsis = -1;
        int count = 0;
        if (rest.startsWith("::")) {
            ellipsis = 0;
            rest = rest.substring(2);
        }
        while (count < GROUPS && !(rest.isEmpty() && ellipsis == count)) {
            int digits = hexDigits(text, rest);
            if (digits < rest.length() && rest.charAt(digits) == '.') {
                embedded(text, rest, groups, count, ellipsis);
                count += 2;
                rest = "";
                break;
            }
            groups[count++] = Integer.parseInt(rest.substring(0, digits), 16);
            rest = rest.substring(digits);
            if (rest.isEmpty()) {
                break;
            }
            rest = behindColon(text, rest);
            if (rest.startsWith(":")) {
                if (ellipsis >= 0) {
                    throw fail(text, "multiple :: in address", rest);
                }
                ellipsis = count;
                rest = rest.substring(1);
            }
        }
        if (!rest.isEmpty()) {
            throw fail(text, "trailing garbage after address", rest);
        }
        return new IpAddress(expanded(text, groups, count, ellipsis), false, zone);
    }

    private static int hexDigits(String text, String rest) throws BuiltinException {
        int digits = 0;
        while (digits < rest.length() && Character.digit(rest.charAt(digits), 16) >= 0) {
            digits++;
            if (digits > 4) {
                throw fail(text, "each group must have 4 or less digits", rest);
            }
        }
        if (digits == 0) {
            throw fail(text, "each colon-separated field must have at least one digit", rest);
        }
        return digits;
    }

    private static String behindColon(String text, String rest) throws BuiltinException {
        if (rest.charAt(0) != ':') {
            throw fail(text, "unexpected character, want colon", rest);
        }
        if (rest.length() == 1) {
            throw fail(text, "colon must be followed by more characters", rest);
        }
        return rest.substring(1);
    }

    private static void embedded(String text, String rest, int[] groups, int count, int ellipsis)
            throws BuiltinException {
        if (ellipsis < 0 && count != GROUPS - 2) {
            throw fail(text, "embedded IPv4 address must replace the final 2 fields of the address", rest);
        }
        if (count > GROUPS - 2) {
            throw fail(text, "too many hex fields to fit an embedded IPv4 at the end of the address", rest);
        }
        long address = dotted(text, rest).longValueExact();
        groups[count] = (int) (address >> 16);
        groups[count + 1] = (int) (address & 0xFFFF);
    }

    private static BigInteger expanded(String text, int[] groups, int count, int ellipsis) throws BuiltinException {
        if (count < GROUPS && ellipsis < 0) {
            throw fail(text, "address string too short");
        }
        if (count == GROUPS && ellipsis >= 0) {
            throw fail(text, "the :: must expand to at least one field of zeros");
        }
        int head = ellipsis < 0 ? count : ellipsis;
        BigInteger value = BigInteger.ZERO;
        for (int i = 0; i < GROUPS; i++) {
            int fromEnd = i - (GROUPS - count);
            int group = i < head ? groups[i] : fromEnd >= head ? groups[fromEnd] : 0;
            value = value.shiftLeft(16).or(BigInteger.valueOf(group));
        }
        return value;
    }

    /// An address as Go's `net.IP` writes it: dotted for IPv4, also when it was written as IPv6.
    static String text(BigInteger value) {
        if (isMapped(value)) {
            long v4 = value.and(LOW_32).longValueExact();
            return (v4 >> 24) + "." + (v4 >> 16 & 255) + "." + (v4 >> 8 & 255) + "." + (v4 & 255);
        }
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = value.shiftRight(16 * (GROUPS - 1 - i)).intValue() & 0xFFFF;
        }
        int gap = longestZeros(groups);
        int gapEnd = gap + zerosAt(groups, gap);
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (i == gap) {
                out.append("::");
                i = gapEnd - 1;
            } else {
                out.append(i == 0 || i == gapEnd ? "" : ":").append(Integer.toHexString(groups[i]));
            }
        }
        return out.toString();
    }

    /// Where the longest run of zeros starts, if it is longer than one; beyond all groups otherwise.
    private static int longestZeros(int[] groups) {
        int longest = GROUPS;
        for (int i = GROUPS - 1; i >= 0; i--) {
            int length = zerosAt(groups, i);
            if (length >= 2 && length >= zerosAt(groups, longest)) {
                longest = i;
            }
        }
        return longest;
    }

    private static int zerosAt(int[] groups, int start) {
        int end = start;
        while (end < GROUPS && groups[end] == 0) {
            end++;
        }
        return end - start;
    }

    private static BuiltinException fail(String text, String reason) {
        return new BuiltinException("ParseAddr(" + RegoString.of(text) + "): " + reason);
    }

    private static BuiltinException fail(String text, String reason, String at) {
        return new BuiltinException(
                "ParseAddr(" + RegoString.of(text) + "): " + reason + " (at " + RegoString.of(at) + ")");
    }
}
