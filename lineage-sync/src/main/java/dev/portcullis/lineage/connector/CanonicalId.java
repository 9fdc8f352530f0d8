package dev.portcullis.lineage.connector;

import org.jspecify.annotations.Nullable;

/// The name of a thing, the same in every source and at every door: `system:type:path`.
///
/// Grammar and rules: docs/spec/identifiers.md. Ids are compared byte for byte; nothing is folded, decoded or
/// trimmed.
///
/// @param system the product, such as `vault`: `[a-z][a-z0-9_]*`
/// @param type what kind of thing, such as `secret`: `[a-z][a-z0-9_]*`
/// @param path the rest, never empty
public record CanonicalId(String system, String type, String path) {
    /// Longest id in UTF-16 units; sources whose names are longer must be shortened by their connector.
    public static final int MAX_LENGTH = 1024;

    /// Parses an id.
    ///
    /// @throws IllegalArgumentException when the text breaks the grammar; the message does not repeat it, for it
    ///     might be a secret in the wrong place
    public static CanonicalId parse(String text) {
        String problem = problem(text);
        if (problem != null) {
            throw new IllegalArgumentException(problem);
        }
        int first = text.indexOf(':');
        int second = text.indexOf(':', first + 1);
        return new CanonicalId(text.substring(0, first), text.substring(first + 1, second), text.substring(second + 1));
    }

    /// What is wrong with a text as an id, or null when nothing is.
    public static @Nullable String problem(String text) {
        if (text.length() > MAX_LENGTH) {
            return "is longer than " + MAX_LENGTH + " characters";
        }
        int first = text.indexOf(':');
        int second = text.indexOf(':', first + 1);
        if (first < 0 || second < 0) {
            return "is not of the form `system:type:path`";
        }
        if (!isWord(text, 0, first) || !isWord(text, first + 1, second)) {
            return "has a system or type that is not `[a-z][a-z0-9_]*`";
        }
        if (second + 1 == text.length()) {
            return "has an empty path";
        }
        return hasOnlyPrintable(text, second + 1)
                ? null
                : "has a control character or half a surrogate pair in its path";
    }

    /// The instance that holds the thing: the path up to its first slash, such as `vault-prod`.
    public String instance() {
        int slash = path.indexOf('/');
        return slash < 0 ? path : path.substring(0, slash);
    }

    /// The path inside the instance; the whole path when it has no slash.
    public String pathInInstance() {
        int slash = path.indexOf('/');
        return slash < 0 || slash + 1 == path.length() ? path : path.substring(slash + 1);
    }

    @Override
    public String toString() {
        return system + ":" + type + ":" + path;
    }

    private static boolean isWord(String text, int from, int to) {
        if (from >= to || !isLower(text.charAt(from))) {
            return false;
        }
        for (int i = from + 1; i < to; i++) {
            char c = text.charAt(i);
            if (!isLower(c) && !(c >= '0' && c <= '9') && c != '_') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLower(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean hasOnlyPrintable(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            int point = text.codePointAt(i);
            if (Character.isISOControl(point)
                    || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)) {
                return false;
            }
            i += Character.charCount(point) - 1;
        }
        return true;
    }
}
