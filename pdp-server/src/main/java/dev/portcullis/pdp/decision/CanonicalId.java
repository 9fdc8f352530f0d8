package dev.portcullis.pdp.decision;

/// Canonical ids: `system:type:path`, byte-exact. Spec: docs/spec/identifiers.md.
public final class CanonicalId {
    private CanonicalId() {}

    /// Whether a text is a canonical id: `system` and `type` match `[a-z][a-z0-9_]*`, the path is not empty and has
    /// no
    /// control characters.
    public static boolean matches(String text) {
        int first = wordEnd(text, 0);
        if (first < 0 || first == text.length() || text.charAt(first) != ':') {
            return false;
        }
        int second = wordEnd(text, first + 1);
        if (second < 0 || second >= text.length() - 1 || text.charAt(second) != ':') {
            return false;
        }
        return !hasControl(text);
    }

    /// Whether a text is `[a-z][a-z0-9_]*`.
    static boolean isWord(String text) {
        return wordEnd(text, 0) == text.length();
    }

    /// Whether a text has control characters, which would forge lines in whatever shows it.
    static boolean hasControl(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /// Where the word that starts at `from` ends; -1 when none starts there.
    private static int wordEnd(String text, int from) {
        if (from >= text.length() || text.charAt(from) < 'a' || text.charAt(from) > 'z') {
            return -1;
        }
        int end = from + 1;
        while (end < text.length() && isWordPart(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isWordPart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    }
}
