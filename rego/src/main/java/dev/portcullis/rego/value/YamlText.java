package dev.portcullis.rego.value;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// How strings stand in YAML: which style keeps a string a string, and in what order keys come.
final class YamlText {
    private static final Set<String> OLD_BOOLEANS =
            Set.of("y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "n", "N", "no", "No", "NO", "off", "Off", "OFF");
    private static final Pattern BASE_60 = Pattern.compile("[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\\.[0-9_]*)?");
    private static final String INDICATORS = "#,[]{}&*!|>'\"%@`";

    private YamlText() {}

    /// The styles of a string.
    enum Style {
        PLAIN,
        SINGLE_QUOTED,
        DOUBLE_QUOTED,
        LITERAL
    }

    /// @throws YamlException when no style can hold the string
    static Style style(String text) throws YamlException {
        checkCharacters(text);
        if (text.indexOf('\n') >= 0) {
            boolean literal = !text.endsWith(" ") && !text.contains(" \n") && !hasSpecial(text);
            return literal ? Style.LITERAL : Style.DOUBLE_QUOTED;
        }
        if (!staysString(text) || hasSpecial(text) || text.indexOf('\t') >= 0) {
            return Style.DOUBLE_QUOTED;
        }
        return hasIndicators(text) || text.startsWith(" ") || text.endsWith(" ") ? Style.SINGLE_QUOTED : Style.PLAIN;
    }

    private static void checkCharacters(String text) throws YamlException {
        boolean bad =
                text.codePoints().anyMatch(c -> (c >= 0x7F && c <= 0x9F && c != 0x85) || c == 0xFFFE || c == 0xFFFF);
        if (bad) {
            throw new YamlException("yaml: control characters are not allowed");
        }
    }

    private static boolean staysString(String text) {
        YamlScalar kind = YamlScalar.of(text);
        return (kind == YamlScalar.STRING || kind == YamlScalar.MERGE)
                && !OLD_BOOLEANS.contains(text)
                && !BASE_60.matcher(text).matches();
    }

    /// Whether plain text would be taken for something else: a comment, a collection, a key.
    private static boolean hasIndicators(String text) {
        char first = text.charAt(0);
        boolean blankSecond = text.length() == 1 || text.charAt(1) == ' ';
        return text.startsWith("---")
                || text.startsWith("...")
                || INDICATORS.indexOf(first) >= 0
                || ((first == '?' || first == ':' || first == '-') && blankSecond)
                || text.contains(": ")
                || text.endsWith(":")
                || text.contains(" #");
    }

    /// Whether a character needs an escape, tabs and line feeds aside.
    private static boolean hasSpecial(String text) {
        return text.codePoints().anyMatch(c -> c != '\n' && c != '\t' && (!isPrintable(c) || isBreak(c)));
    }

    /// To Go's emitter, nothing beyond the basic plane is printable.
    private static boolean isPrintable(int c) {
        return (c >= ' ' && c <= '~') || (c >= 0xA0 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD && c != 0xFEFF);
    }

    private static boolean isBreak(int c) {
        return c == '\r' || c == '\n' || c == 0x85 || c == 0x2028 || c == 0x2029;
    }

    static void appendDoubleQuoted(String text, StringBuilder out) {
        out.append('"');
        text.codePoints().forEach(c -> {
            if (isPrintable(c) && !isBreak(c) && c != '"' && c != '\\') {
                out.appendCodePoint(c);
            } else {
                out.append('\\').append(escape(c));
            }
        });
        out.append('"');
    }

    private static String escape(int c) {
        return switch (c) {
            case 0 -> "0";
            case 0x07 -> "a";
            case '\b' -> "b";
            case '\t' -> "t";
            case '\n' -> "n";
            case 0x0B -> "v";
            case '\f' -> "f";
            case '\r' -> "r";
            case 0x1B -> "e";
            case '"' -> "\"";
            case '\\' -> "\\";
            case 0x85 -> "N";
            case 0x2028 -> "L";
            case 0x2029 -> "P";
            default -> String.format(Locale.ROOT, c <= 0xFF ? "x%02X" : c <= 0xFFFF ? "u%04X" : "U%08X", c);
        };
    }

    /// Natural order: numbers inside of keys by value, punctuation before letters.
    static int compareKeys(String left, String right) {
        int[] a = left.codePoints().toArray();
        int[] b = right.codePoints().toArray();
        boolean digits = false;
        for (int i = 0; i < a.length && i < b.length; i++) {
            if (a[i] != b[i]) {
                return compareFrom(a, b, i, digits);
            }
            digits = Character.isDigit(a[i]);
        }
        return Integer.compare(a.length, b.length);
    }

    private static int compareFrom(int[] a, int[] b, int at, boolean behindDigit) {
        boolean letterA = Character.isLetter(a[at]);
        boolean letterB = Character.isLetter(b[at]);
        if (letterA && letterB) {
            return Integer.compare(a[at], b[at]);
        }
        if (letterA || letterB) {
            return letterA == behindDigit ? -1 : 1;
        }
        long seed = (a[at] == '0' || b[at] == '0') && followsNumber(a, at) ? 1 : 0;
        int endA = digitsEnd(a, at);
        int endB = digitsEnd(b, at);
        int order = Long.compare(number(a, at, endA, seed), number(b, at, endB, seed));
        order = order == 0 ? Integer.compare(endA, endB) : order;
        return order == 0 ? Integer.compare(a[at], b[at]) : order;
    }

    private static boolean followsNumber(int[] text, int at) {
        for (int i = at - 1; i >= 0 && Character.isDigit(text[i]); i--) {
            if (text[i] != '0') {
                return true;
            }
        }
        return false;
    }

    private static int digitsEnd(int[] text, int at) {
        int end = at;
        while (end < text.length && Character.isDigit(text[end])) {
            end++;
        }
        return end;
    }

    private static long number(int[] text, int from, int to, long seed) {
        long number = seed;
        for (int i = from; i < to; i++) {
            number = number * 10 + text[i] - '0';
        }
        return number;
    }
}
