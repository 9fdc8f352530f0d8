package dev.portcullis.rego.builtin;

import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/// The builtins of OPA's `strings` that change a string: case, trimming, replacing.
final class StringEditBuiltins {
    private StringEditBuiltins() {}

    static void define(Builtins.Builder to) {
        to.define("lower", (_, args) -> mapped(Operands.string(args, 1), Character::toLowerCase));
        to.define("upper", (_, args) -> mapped(Operands.string(args, 1), Character::toUpperCase));
        to.define("strings.reverse", (_, args) -> CodePoints.reverse(Operands.string(args, 1)));
        trim(to, "trim", true, true);
        trim(to, "trim_left", true, false);
        trim(to, "trim_right", false, true);
        to.define("trim_space", (_, args) -> trimmed(Operands.string(args, 1), GoText::isSpace, true, true));
        to.define("trim_prefix", StringEditBuiltins::trimPrefix);
        to.define("trim_suffix", StringEditBuiltins::trimSuffix);
        to.define("replace", StringEditBuiltins::replace);
        to.define("strings.replace_n", StringEditBuiltins::replaceAll);
    }

    /// Case is changed code point by code point, without the special cases of Java's own methods.
    private static RegoString mapped(RegoString string, IntUnaryOperator mapping) {
        String text = string.value();
        StringBuilder changed = new StringBuilder(text.length());
        text.codePoints().forEach(c -> changed.appendCodePoint(mapping.applyAsInt(c)));
        return string.isValidUtf8() && text.contentEquals(changed) ? string : RegoString.of(changed.toString());
    }

    private static void trim(Builtins.Builder to, String name, boolean left, boolean right) {
        to.define(name, (_, args) -> {
            String cutset = Operands.string(args, 2).value();
            return trimmed(Operands.string(args, 1), c -> cutset.indexOf(c) >= 0, left, right);
        });
    }

    private static RegoString trimmed(RegoString string, IntPredicate cut, boolean left, boolean right) {
        if (!string.isValidUtf8()) {
            return trimmedPieces(string, cut, left, right);
        }
        String text = string.value();
        int start = 0;
        int end = text.length();
        while (left && start < end && cut.test(text.codePointAt(start))) {
            start += Character.charCount(text.codePointAt(start));
        }
        while (right && start < end && cut.test(text.codePointBefore(end))) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        return end - start == text.length() ? string : RegoString.of(text.substring(start, end));
    }

    private static RegoString trimmedPieces(RegoString string, IntPredicate cut, boolean left, boolean right) {
        List<RegoString> pieces = CodePoints.split(string);
        int start = 0;
        int end = pieces.size();
        while (left && start < end && cut.test(pieces.get(start).value().codePointAt(0))) {
            start++;
        }
        while (right && start < end && cut.test(pieces.get(end - 1).value().codePointAt(0))) {
            end--;
        }
        return ByteText.join(pieces.subList(start, end));
    }

    private static RegoString trimPrefix(BuiltinContext context, RegoValue[] args) {
        ByteText form = ByteText.of(Operands.string(args, 1), Operands.string(args, 2));
        String text = form.text(Operands.string(args, 1));
        String prefix = form.text(Operands.string(args, 2));
        return text.startsWith(prefix) ? form.string(text.substring(prefix.length())) : Operands.string(args, 1);
    }

    private static RegoString trimSuffix(BuiltinContext context, RegoValue[] args) {
        ByteText form = ByteText.of(Operands.string(args, 1), Operands.string(args, 2));
        String text = form.text(Operands.string(args, 1));
        String suffix = form.text(Operands.string(args, 2));
        return text.endsWith(suffix)
                ? form.string(text.substring(0, text.length() - suffix.length()))
                : Operands.string(args, 1);
    }

    private static RegoString replace(BuiltinContext context, RegoValue[] args) {
        List<Replacer.Pair> pairs = List.of(new Replacer.Pair(Operands.string(args, 2), Operands.string(args, 3)));
        return new Replacer(pairs).apply(context, Operands.string(args, 1));
    }

    private static RegoString replaceAll(BuiltinContext context, RegoValue[] args) throws BuiltinException {
        RegoObject patterns = Operands.object(args, 1);
        List<Replacer.Pair> pairs = new ArrayList<>();
        for (int slot : patterns.sortedSlots()) {
            if (!(patterns.key(slot) instanceof RegoString old)) {
                throw BuiltinException.operand(1, "non-string key found in pattern object");
            }
            if (!(patterns.value(slot) instanceof RegoString replacement)) {
                throw BuiltinException.operand(1, "non-string value found in pattern object");
            }
            pairs.add(new Replacer.Pair(old, replacement));
        }
        return new Replacer(pairs).apply(context, Operands.string(args, 2));
    }
}
