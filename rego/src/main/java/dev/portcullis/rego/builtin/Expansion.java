package dev.portcullis.rego.builtin;

import dev.portcullis.rego.value.RegoString;
import java.util.ArrayList;
import java.util.List;

/// A replacement text with references to groups, as Go's `Regexp.Expand` reads it: `$1`, `$name`, `${name}`, and
/// `$$` for a dollar sign. A reference to what is no group is empty; a `$` that starts no reference stands for
/// itself.
///
/// @param parts literals and references in order
record Expansion(List<Part> parts) {
    /// A piece of the replacement.
    sealed interface Part {
        /// Text taken as it is.
        record Literal(RegoString text) implements Part {}

        /// A group by number.
        record Numbered(int group) implements Part {}

        /// A group by name.
        record Named(String group) implements Part {}
    }

    static Expansion parse(String text) {
        List<Part> parts = new ArrayList<>();
        int from = 0;
        while (true) {
            int dollar = text.indexOf('$', from);
            if (dollar < 0) {
                parts.add(literal(text.substring(from)));
                return new Expansion(parts);
            }
            parts.add(literal(text.substring(from, dollar)));
            from = reference(text, dollar + 1, parts);
        }
    }

    /// Reads what follows a `$` and returns where it ends.
    private static int reference(String text, int at, List<Part> parts) {
        if (text.startsWith("$", at)) {
            parts.add(literal("$"));
            return at + 1;
        }
        boolean braced = text.startsWith("{", at);
        int start = braced ? at + 1 : at;
        int end = start;
        while (end < text.length() && isNamePart(text.codePointAt(end))) {
            end += Character.charCount(text.codePointAt(end));
        }
        if (end == start || (braced && !text.startsWith("}", end))) {
            parts.add(literal("$"));
            return at;
        }
        String name = text.substring(start, end);
        parts.add(isNumber(name) ? new Part.Numbered(Integer.parseInt(name)) : new Part.Named(name));
        return braced ? end + 1 : end;
    }

    private static boolean isNamePart(int codePoint) {
        return Character.isLetterOrDigit(codePoint) || codePoint == '_';
    }

    private static boolean isNumber(String name) {
        boolean leadingZero = name.length() > 1 && name.charAt(0) == '0';
        return !leadingZero && name.length() <= 9 && name.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static Part literal(String text) {
        return new Part.Literal(RegoString.of(text));
    }

    /// At most the characters this replacement comes to for a match.
    long cost(int[] match) {
        long cost = 1;
        for (Part part : parts) {
            cost += switch (part) {
                case Part.Literal(RegoString text) -> text.value().length();
                case Part.Numbered _, Part.Named _ -> match[1] - match[0];
            };
        }
        return cost;
    }

    void append(RegexBuiltins.Subject subject, int[] match, List<RegoString> out) {
        for (Part part : parts) {
            out.add(
                    switch (part) {
                        case Part.Literal(RegoString text) -> text;
                        case Part.Numbered(int group) -> subject.group(match, group);
                        case Part.Named(String group) -> subject.group(match, group);
                    });
        }
    }
}
