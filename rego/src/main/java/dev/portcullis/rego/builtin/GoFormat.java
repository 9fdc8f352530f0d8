package dev.portcullis.rego.builtin;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A format string read as Go's `fmt.Sprintf` reads it, mistakes included: those become text such as `%!d(string=x)`.
/// Directives are `%`, flags, width, precision and verb, with `*` and `[n]` where Go allows them.
final class GoFormat {
    private static final int MAX_NUMBER = 1_000_000;

    private final BuiltinContext context;
    private final String format;
    private final List<GoArgument> arguments;
    private final StringBuilder out = new StringBuilder();
    private int at;
    private int next;
    private boolean reordered;
    private boolean badIndex;
    private boolean afterIndex;

    private GoFormat(BuiltinContext context, String format, List<GoArgument> arguments) {
        this.context = context;
        this.format = format;
        this.arguments = arguments;
    }

    static String format(BuiltinContext context, String format, List<GoArgument> arguments) {
        return new GoFormat(context, format, arguments).run();
    }

    private String run() {
        while (at < format.length()) {
            int percent = format.indexOf('%', at);
            if (percent < 0) {
                out.append(format, at, format.length());
                break;
            }
            out.append(format, at, percent);
            at = percent + 1;
            directive();
        }
        if (!reordered && next < arguments.size()) {
            extraArguments();
        }
        return out.toString();
    }

    private void directive() {
        badIndex = false;
        GoDirective directive = new GoDirective(context, out);
        while (at < format.length() && directive.acceptFlag(format.charAt(at))) {
            at++;
        }
        afterIndex = false;
        if (!isSimpleVerb()) {
            argumentIndex();
            width(directive);
            precision(directive);
            if (!afterIndex) {
                argumentIndex();
            }
        }
        if (at >= format.length()) {
            out.append("%!(NOVERB)");
            return;
        }
        int verb = format.codePointAt(at);
        at += Character.charCount(verb);
        if (verb == '%') {
            out.append('%');
        } else if (badIndex) {
            out.append("%!").appendCodePoint(verb).append("(BADINDEX)");
        } else if (next >= arguments.size()) {
            out.append("%!").appendCodePoint(verb).append("(MISSING)");
        } else {
            directive.print(arguments.get(next++), verb);
        }
    }

    /// A lower-case letter right behind the flags: the only directive that skips the check for an index.
    private boolean isSimpleVerb() {
        return at < format.length() && format.charAt(at) >= 'a' && format.charAt(at) <= 'z' && next < arguments.size();
    }

    private void width(GoDirective directive) {
        if (at < format.length() && format.charAt(at) == '*') {
            at++;
            Integer width = integerArgument();
            if (width == null) {
                out.append("%!(BADWIDTH)");
            } else {
                directive.setWidth(width);
            }
            afterIndex = false;
            return;
        }
        Integer width = number();
        if (width != null) {
            directive.setWidth(width);
            badIndex |= afterIndex;
        }
    }

    private void precision(GoDirective directive) {
        if (at + 1 >= format.length() || format.charAt(at) != '.') {
            return;
        }
        at++;
        badIndex |= afterIndex;
        argumentIndex();
        if (at < format.length() && format.charAt(at) == '*') {
            at++;
            Integer precision = integerArgument();
            if (precision == null || precision < 0) {
                out.append("%!(BADPREC)");
            } else {
                directive.setPrecision(precision);
            }
            afterIndex = false;
            return;
        }
        Integer precision = number();
        directive.setPrecision(precision == null ? 0 : precision);
    }

    /// `[n]` makes argument n, counted from 1, the next one.
    private void argumentIndex() {
        afterIndex = false;
        if (at >= format.length() || format.charAt(at) != '[') {
            return;
        }
        reordered = true;
        int close = format.indexOf(']', at);
        if (close < 0 || format.length() - at < 3) {
            badIndex = true;
            at++;
            return;
        }
        int start = at + 1;
        at = start;
        Integer index = number(close);
        afterIndex = index != null && at == close;
        at = close + 1;
        if (afterIndex && index != null && index >= 1 && index <= arguments.size()) {
            next = index - 1;
        } else {
            badIndex = true;
        }
    }

    private @Nullable Integer integerArgument() {
        if (next >= arguments.size()) {
            return null;
        }
        return arguments.get(next++) instanceof GoArgument.Int(long value) && Math.abs(value) <= MAX_NUMBER
                ? Integer.valueOf((int) value)
                : null;
    }

    private @Nullable Integer number() {
        return number(format.length());
    }

    /// Digits before `end`; null when there are none, or too many, which uses the text up.
    private @Nullable Integer number(int end) {
        Integer number = null;
        for (; at < end && format.charAt(at) >= '0' && format.charAt(at) <= '9'; at++) {
            int digits = number == null ? 0 : number;
            if (digits > MAX_NUMBER) {
                at = end;
                return null;
            }
            number = digits * 10 + format.charAt(at) - '0';
        }
        return number;
    }

    private void extraArguments() {
        out.append("%!(EXTRA ");
        for (int i = next; i < arguments.size(); i++) {
            out.append(i > next ? ", " : "").append(arguments.get(i).type()).append('=');
            new GoDirective(context, out).print(arguments.get(i), 'v');
        }
        out.append(')');
    }
}
