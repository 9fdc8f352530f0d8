package dev.portcullis.rego.builtin;

import dev.portcullis.rego.value.DoubleText;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoText;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Locale;

/// One directive of a format: flags, width and precision, applied to an argument by its verb.
final class GoDirective {
    private static final int MAX_RUNE = 0x10FFFF;

    private final BuiltinContext context;
    private final StringBuilder out;
    private boolean sharp;
    private boolean zero;
    private boolean plus;
    private boolean minus;
    private boolean space;
    private boolean goSyntax;
    private int width;
    private int precision = -1;

    GoDirective(BuiltinContext context, StringBuilder out) {
        this.context = context;
        this.out = out;
    }

    boolean acceptFlag(char flag) {
        switch (flag) {
            case '#' -> sharp = true;
            case '0' -> zero = true;
            case '+' -> plus = true;
            case '-' -> minus = true;
            case ' ' -> space = true;
            default -> {
                return false;
            }
        }
        return true;
    }

    /// A negative width is a positive one with the flag `-`.
    void setWidth(int number) {
        width = Math.abs(number);
        if (number < 0) {
            minus = true;
            zero = false;
        }
    }

    void setPrecision(int number) {
        precision = number;
    }

    void print(GoArgument argument, int verb) {
        if (verb == 'v') {
            goSyntax = sharp;
            sharp = false;
            plus = plus && argument instanceof GoArgument.BigInt;
        }
        if (verb == 'T') {
            pad(truncated(argument.type()));
            return;
        }
        switch (argument) {
            case GoArgument.Int(long value) -> printInteger(BigInteger.valueOf(value), verb, argument);
            case GoArgument.BigInt(BigInteger value) -> printBigInteger(value, verb);
            case GoArgument.Real(double value) -> printFloat(value, verb, argument);
            case GoArgument.Text(RegoString value) -> printString(value, verb, argument);
        }
    }

    private void badVerb(int verb, GoArgument argument) {
        out.append("%!")
                .appendCodePoint(verb)
                .append('(')
                .append(argument.type())
                .append('=');
        switch (argument) {
            case GoArgument.Int(long value) -> integer(BigInteger.valueOf(value), 10, "");
            case GoArgument.BigInt(BigInteger value) -> out.append(value);
            case GoArgument.Real(double value) -> number(DoubleText.format(value, 'g', precision));
            case GoArgument.Text(RegoString value) -> pad(truncated(value.value()));
        }
        out.append(')');
    }

    private void printString(RegoString value, int verb, GoArgument argument) {
        switch (verb) {
            case 'v', 's' -> {
                if (goSyntax) {
                    quoted(value);
                } else {
                    pad(truncated(value.value()));
                }
            }
            case 'q' -> quoted(value);
            case 'x' -> hex(value, false);
            case 'X' -> hex(value, true);
            default -> badVerb(verb, argument);
        }
    }

    private void quoted(RegoString value) {
        RegoString kept = precision < 0 ? value : RegoString.of(truncated(value.value()));
        String text = kept.value();
        boolean raw = sharp
                && kept.isValidUtf8()
                && text.chars().noneMatch(c -> c == '`' || c == 0x7F || c == 0xFEFF || (c < ' ' && c != '\t'));
        pad(raw ? "`" + text + "`" : RegoText.quote(kept, plus));
    }

    private void hex(RegoString value, boolean upper) {
        byte[] bytes = value.utf8();
        int length = precision >= 0 ? Math.min(precision, bytes.length) : bytes.length;
        HexFormat digits = upper ? HexFormat.of().withUpperCase() : HexFormat.of();
        String prefix = sharp ? (upper ? "0X" : "0x") : "";
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(space && i > 0 ? " " : "")
                    .append(i == 0 || space ? prefix : "")
                    .append(digits.toHexDigits(bytes[i]));
        }
        pad(text.toString());
    }

    private void printInteger(BigInteger value, int verb, GoArgument argument) {
        switch (verb) {
            case 'v', 'd' -> integer(value, 10, "");
            case 'b' -> integer(value, 2, "");
            case 'o' -> integer(value, 8, "");
            case 'O' -> integer(value, 8, "0o");
            case 'x' -> integer(value, 16, "");
            case 'X' -> integer(value, -16, "");
            case 'c' -> pad(Character.toString(rune(value)));
            case 'q' -> pad(RegoText.quoteRune(rune(value), plus));
            case 'U' -> unicode(value);
            default -> badVerb(verb, argument);
        }
    }

    private static int rune(BigInteger value) {
        int rune = value.signum() < 0 || value.bitLength() > 21 ? MAX_RUNE + 1 : value.intValue();
        return rune > MAX_RUNE || (rune >= 0xD800 && rune <= 0xDFFF) ? 0xFFFD : rune;
    }

    private void unicode(BigInteger value) {
        BigInteger unsigned = value.signum() < 0 ? value.add(BigInteger.ONE.shiftLeft(Long.SIZE)) : value;
        String digits = unsigned.toString(16).toUpperCase(Locale.ROOT);
        StringBuilder text = new StringBuilder("U+");
        int wanted = Math.max(4, precision);
        context.charge(wanted);
        text.repeat('0', Math.max(0, wanted - digits.length())).append(digits);
        boolean isRune = unsigned.bitLength() <= 21 && unsigned.intValue() <= MAX_RUNE;
        if (sharp && isRune && RegoText.isPrintable(unsigned.intValue())) {
            text.append(" '").appendCodePoint(unsigned.intValue()).append('\'');
        }
        zero = false;
        pad(text.toString());
    }

    /// @param base negative for upper-case digits
    private void integer(BigInteger value, int base, String prefix) {
        if (precision == 0 && value.signum() == 0) {
            zero = false;
            pad("");
            return;
        }
        String digits = value.abs().toString(Math.abs(base));
        boolean signed = value.signum() < 0 || plus || space;
        int wanted = precision >= 0 ? precision : zero && !minus ? width - (signed ? 1 : 0) : 0;
        context.charge(wanted);
        StringBuilder text = new StringBuilder(value.signum() < 0 ? "-" : plus ? "+" : space ? " " : "");
        text.append(prefix);
        String padded = "0".repeat(Math.max(0, wanted - digits.length())) + digits;
        if (sharp) {
            text.append(
                    switch (base) {
                        case 2 -> "0b";
                        case 8 -> padded.startsWith("0") ? "" : "0";
                        case 16 -> "0x";
                        case -16 -> "0X";
                        default -> "";
                    });
        }
        text.append(base < 0 ? padded.toUpperCase(Locale.ROOT) : padded);
        zero = false;
        pad(text.toString());
    }

    /// As `big.Int` formats itself: prefixes count for the width, and no other verbs exist.
    private void printBigInteger(BigInteger value, int verb) {
        int base = switch (verb) {
            case 'b' -> 2;
            case 'o', 'O' -> 8;
            case 'd', 's', 'v' -> 10;
            case 'x', 'X' -> 16;
            default -> 0;
        };
        if (base == 0) {
            out.append("%!")
                    .appendCodePoint(verb)
                    .append("(big.Int=")
                    .append(value)
                    .append(')');
            return;
        }
        String prefix = verb == 'O'
                ? "0o"
                : sharp
                        ? switch (verb) {
                            case 'b' -> "0b";
                            case 'o' -> "0";
                            case 'x' -> "0x";
                            case 'X' -> "0X";
                            default -> "";
                        }
                        : "";
        String digits = value.abs().toString(base);
        String head = (value.signum() < 0 ? "-" : plus ? "+" : space ? " " : "") + prefix;
        int zeros = Math.max(0, precision - digits.length());
        if (precision < 0 && zero && !minus) {
            zeros = Math.max(0, width - head.length() - digits.length());
        }
        context.charge(zeros);
        zero = false;
        pad(head + "0".repeat(zeros) + (verb == 'X' ? digits.toUpperCase(Locale.ROOT) : digits));
    }

    private void printFloat(double value, int verb, GoArgument argument) {
        switch (verb) {
            case 'v' -> number(DoubleText.format(value, 'g', precision));
            case 'g', 'G', 'e', 'E', 'f' -> {
                int digits = precision < 0 && verb != 'g' && verb != 'G' ? 6 : precision;
                String text = DoubleText.format(value, (char) verb, digits);
                number(sharp ? DoubleText.withPoint(text, verb, precision) : text);
            }
            case 'F' -> number(DoubleText.format(value, 'f', precision < 0 ? 6 : precision));
            case 'x', 'X', 'b' -> number(DoubleText.binary(value, (char) verb, precision));
            default -> badVerb(verb, argument);
        }
    }

    /// Pads the text of a float: zeros go between sign and digits.
    private void number(String text) {
        boolean negative = text.startsWith("-");
        String sign = negative ? "-" : plus ? "+" : space ? " " : "";
        String digits = negative ? text.substring(1) : text;
        if (zero && !minus && !sign.isEmpty() && width > sign.length() + digits.length()) {
            context.charge(width);
            out.append(sign)
                    .repeat('0', width - sign.length() - digits.length())
                    .append(digits);
            return;
        }
        pad(sign + digits);
    }

    private String truncated(String text) {
        return precision >= 0 && text.codePointCount(0, text.length()) > precision
                ? text.substring(0, text.offsetByCodePoints(0, precision))
                : text;
    }

    private void pad(String text) {
        int missing = Math.max(0, width - text.codePointCount(0, text.length()));
        context.charge((long) missing + text.length());
        char fill = zero && !minus ? '0' : ' ';
        if (minus) {
            out.append(text).repeat(fill, missing);
        } else {
            out.repeat(fill, missing).append(text);
        }
    }
}
