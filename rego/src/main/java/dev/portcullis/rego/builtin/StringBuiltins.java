package dev.portcullis.rego.builtin;

import dev.portcullis.rego.value.NumberArithmetic;
import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoBoolean;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/// OPA's `strings`: searching, joining and splitting. Positions and lengths count code points.
final class StringBuiltins {
    private static final RegoNumber NOT_FOUND = RegoNumber.of(-1);

    private StringBuiltins() {}

    static void define(Builtins.Builder to) {
        search(to, "contains", String::contains);
        search(to, "startswith", String::startsWith);
        search(to, "endswith", String::endsWith);
        anyMatch(to, "strings.any_prefix_match", String::startsWith);
        anyMatch(to, "strings.any_suffix_match", String::endsWith);
        to.define("concat", StringBuiltins::concat);
        to.define("split", (_, args) -> RegoArray.copyOf(split(args)));
        to.define("strings.split_n", StringBuiltins::splitN);
        to.define("substring", StringBuiltins::substring);
        to.define("indexof", StringBuiltins::indexOf);
        to.define("indexof_n", StringBuiltins::indexesOf);
        to.define("strings.count", (_, args) -> RegoNumber.of(split(args).size() - 1L + emptyMatches(args)));
        to.define("format_int", StringBuiltins::formatInt);
        to.define("sprintf", StringBuiltins::sprintf);
    }

    private static void search(Builtins.Builder to, String name, BiPredicate<String, String> test) {
        to.define(name, (_, args) -> {
            RegoString string = Operands.string(args, 1);
            RegoString part = Operands.string(args, 2);
            ByteText form = ByteText.of(string, part);
            return RegoBoolean.of(test.test(form.text(string), form.text(part)));
        });
    }

    private static void anyMatch(Builtins.Builder to, String name, BiPredicate<String, String> test) {
        to.define(name, (context, args) -> {
            RegoArray strings = strings(args[0]);
            RegoArray parts = strings(args[1]);
            context.charge((long) strings.size() * parts.size());
            for (int i = 0; i < strings.size(); i++) {
                for (int j = 0; j < parts.size(); j++) {
                    RegoString string = (RegoString) strings.get(i);
                    RegoString part = (RegoString) parts.get(j);
                    ByteText form = ByteText.of(string, part);
                    if (test.test(form.text(string), form.text(part))) {
                        return RegoBoolean.TRUE;
                    }
                }
            }
            return RegoBoolean.FALSE;
        });
    }

    private static RegoArray strings(RegoValue one) {
        return one instanceof RegoString ? RegoArray.of(one) : Operands.elements(new RegoValue[] {one}, 1);
    }

    private static RegoString concat(BuiltinContext context, RegoValue[] args) {
        RegoArray parts = Operands.elements(args, 2);
        ByteText form = ByteText.of(Operands.string(args, 1), RegoString.EMPTY);
        for (int i = 0; i < parts.size(); i++) {
            form = form.isBytes() ? form : ByteText.of((RegoString) parts.get(i), RegoString.EMPTY);
        }
        String separator = form.text(Operands.string(args, 1));
        context.charge((long) separator.length() * parts.size());
        StringBuilder joined = new StringBuilder();
        for (int i = 0; i < parts.size(); i++) {
            joined.append(i == 0 ? "" : separator).append(form.text((RegoString) parts.get(i)));
        }
        return form.string(joined.toString());
    }

    /// The pieces of the first argument between occurrences of the second; its code points when the second is empty.
    private static List<RegoString> split(RegoValue[] args) {
        RegoString string = Operands.string(args, 1);
        RegoString separator = Operands.string(args, 2);
        if (separator.value().isEmpty()) {
            return CodePoints.split(string);
        }
        ByteText form = ByteText.of(string, separator);
        String text = form.text(string);
        String mark = form.text(separator);
        List<RegoString> pieces = new ArrayList<>();
        int from = 0;
        for (int at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, from)) {
            pieces.add(form.string(text.substring(from, at)));
            from = at + mark.length();
        }
        pieces.add(form.string(text.substring(from)));
        return pieces;
    }

    /// Go counts an empty string before, between and behind all code points, of which [#split] makes one piece each.
    private static int emptyMatches(RegoValue[] args) {
        return Operands.string(args, 2).value().isEmpty() ? 2 : 0;
    }

    /// The first pieces, or with a negative number the last ones.
    private static RegoArray splitN(BuiltinContext context, RegoValue[] args) throws BuiltinException {
        long count = Operands.integer(args, 3);
        List<RegoString> pieces = split(args);
        int size = pieces.size();
        return RegoArray.copyOf(
                count >= 0
                        ? pieces.subList(0, (int) Math.min(count, size))
                        : pieces.subList((int) Math.max(size + count, 0), size));
    }

    private static RegoString substring(BuiltinContext context, RegoValue[] args) throws BuiltinException {
        RegoString string = Operands.string(args, 1);
        long offset = Operands.integer(args, 2);
        long length = Operands.integer(args, 3);
        if (offset < 0) {
            throw new BuiltinException("negative offset");
        }
        String text = string.value();
        int size = text.codePointCount(0, text.length());
        if (offset == 0 && length >= size) {
            return string;
        }
        if (offset >= size) {
            return RegoString.EMPTY;
        }
        int start = text.offsetByCodePoints(0, (int) offset);
        boolean toTheEnd = length < 0 || length >= size - offset;
        int end = toTheEnd ? text.length() : text.offsetByCodePoints(start, (int) length);
        return RegoString.of(text.substring(start, end));
    }

    private static RegoValue indexOf(BuiltinContext context, RegoValue[] args) throws BuiltinException {
        String text = Operands.string(args, 1).value();
        int at = text.indexOf(searched(args));
        return at < 0 ? NOT_FOUND : RegoNumber.of(text.codePointCount(0, at));
    }

    /// Every position, also of occurrences that overlap.
    private static RegoArray indexesOf(BuiltinContext context, RegoValue[] args) throws BuiltinException {
        String text = Operands.string(args, 1).value();
        String part = searched(args);
        List<RegoValue> positions = new ArrayList<>();
        int position = 0;
        int from = 0;
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
            position += text.codePointCount(from, at);
            from = at;
            positions.add(RegoNumber.of(position));
        }
        return RegoArray.copyOf(positions);
    }

    private static String searched(RegoValue[] args) throws BuiltinException {
        String part = Operands.string(args, 2).value();
        if (part.isEmpty()) {
            throw new BuiltinException("empty search character");
        }
        return part;
    }

    private static RegoString formatInt(BuiltinContext context, RegoValue[] args) throws BuiltinException {
        int base = switch (Operands.number(args, 2).text()) {
            case "2" -> 2;
            case "8" -> 8;
            case "10" -> 10;
            case "16" -> 16;
            default -> throw BuiltinException.operand(2, "must be one of {2, 8, 10, 16}");
        };
        return RegoString.of(
                NumberArithmetic.truncated(Operands.number(args, 1)).toString(base));
    }

    private static RegoString sprintf(BuiltinContext context, RegoValue[] args) {
        List<GoArgument> arguments =
                Operands.array(args, 2).toList().stream().map(GoArgument::of).toList();
        return RegoString.of(GoFormat.format(context, Operands.string(args, 1).value(), arguments));
    }
}
