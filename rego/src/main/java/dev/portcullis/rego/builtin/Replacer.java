package dev.portcullis.rego.builtin;

import dev.portcullis.rego.value.RegoString;
import java.util.List;

/// Replaces several strings in one pass, as Go's `strings.Replacer`: at each place the first pair that matches there
/// wins, and what was replaced is not looked at again. An empty string matches before every byte and at the end.
record Replacer(List<Pair> pairs) {
    /// A string and what comes in its place.
    record Pair(RegoString old, RegoString replacement) {}

    RegoString apply(BuiltinContext context, RegoString string) {
        ByteText form = form(string);
        String text = form.text(string);
        context.charge((long) text.length() * pairs.size());
        List<String> olds = pairs.stream().map(pair -> form.text(pair.old())).toList();
        List<String> replacements =
                pairs.stream().map(pair -> form.text(pair.replacement())).toList();
        StringBuilder out = new StringBuilder();
        boolean afterEmptyMatch = false;
        for (int at = 0; at <= text.length(); ) {
            int match = firstMatch(text, at, olds, afterEmptyMatch);
            int length = match < 0 ? 0 : olds.get(match).length();
            if (match >= 0) {
                context.charge(replacements.get(match).length());
                out.append(replacements.get(match));
            }
            afterEmptyMatch = match >= 0 && length == 0;
            if (length > 0) {
                at += length;
            } else if (!afterEmptyMatch) {
                if (at < text.length()) {
                    out.append(text.charAt(at));
                }
                at++;
            }
        }
        return form.string(out.toString());
    }

    private static int firstMatch(String text, int at, List<String> olds, boolean skipEmpty) {
        for (int i = 0; i < olds.size(); i++) {
            if (text.startsWith(olds.get(i), at) && !(skipEmpty && olds.get(i).isEmpty())) {
                return i;
            }
        }
        return -1;
    }

    /// An empty string can match inside of a code point, so it needs bytes.
    private ByteText form(RegoString string) {
        ByteText form = string.isValidUtf8() ? ByteText.CHARS : ByteText.BYTES;
        for (Pair pair : pairs) {
            if (pair.old().value().isEmpty()
                    || ByteText.of(pair.old(), pair.replacement()).isBytes()) {
                form = ByteText.BYTES;
            }
        }
        return form;
    }
}
