package dev.portcullis.rego.builtin;

import dev.portcullis.rego.builtin.GlobPattern.Node;
import dev.portcullis.rego.value.RegoString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Reads a glob into [GlobPattern.Node]s. Errors carry the texts and byte offsets of OPA's library.
final class GlobParser {
    private static final int MAX_DEPTH = 200;
    private static final String BREAKERS = "?*[{";
    private static final String BREAKERS_IN_CHOICE = "?*[{},";

    private final RegoString pattern;
    private final String text;
    private int at;
    private int depth;

    GlobParser(RegoString pattern) {
        this.pattern = pattern;
        this.text = pattern.value();
    }

    Node parse() throws BuiltinException {
        if (!pattern.isValidUtf8()) {
            throw fail("invalid UTF-8 sequence");
        }
        return sequence();
    }

    /// Parts up to the end, or in a choice up to `,` or `}`.
    private Node sequence() throws BuiltinException {
        List<Node> parts = new ArrayList<>();
        while (at < text.length() && !(depth > 0 && (text.charAt(at) == ',' || text.charAt(at) == '}'))) {
            parts.add(part());
        }
        return parts.size() == 1 ? parts.getFirst() : new Node.Sequence(parts);
    }

    private Node part() throws BuiltinException {
        return switch (text.charAt(at)) {
            case '?' -> {
                at++;
                yield new Node.Single();
            }
            case '*' -> {
                boolean crossing = text.startsWith("**", at);
                at += crossing ? 2 : 1;
                yield new Node.Star(crossing);
            }
            case '[' -> characterClass();
            case '{' -> choice();
            default -> new Node.Literal(literal(depth > 0 ? BREAKERS_IN_CHOICE : BREAKERS));
        };
    }

    private Node choice() throws BuiltinException {
        at++;
        if (++depth > MAX_DEPTH) {
            throw fail("alternatives nest deeper than the allowed " + MAX_DEPTH);
        }
        List<Node> alternatives = new ArrayList<>();
        alternatives.add(sequence());
        while (at < text.length() && text.charAt(at) == ',') {
            at++;
            alternatives.add(sequence());
        }
        if (at >= text.length()) {
            throw fail("unclosed `{`");
        }
        at++;
        depth--;
        return new Node.Choice(alternatives);
    }

    /// Characters up to an unescaped breaker, escapes resolved.
    private String literal(String breakers) throws BuiltinException {
        StringBuilder literal = new StringBuilder();
        while (at < text.length() && breakers.indexOf(text.charAt(at)) < 0) {
            if (text.charAt(at) == '\\') {
                at++;
                if (at >= text.length()) {
                    throw fail("trailing backslash");
                }
            }
            literal.appendCodePoint(next());
        }
        return literal.toString();
    }

    private int next() {
        int codePoint = text.codePointAt(at);
        at += Character.charCount(codePoint);
        return codePoint;
    }

    private Node characterClass() throws BuiltinException {
        at++;
        boolean negated = text.startsWith("!", at);
        at += negated ? 1 : 0;
        needMore();
        int first = text.codePointAt(at);
        if (text.startsWith("-", at + Character.charCount(first))) {
            at += Character.charCount(first) + 1;
            needMore();
            int last = next();
            close();
            if (last < first) {
                throw fail("range hi character is less than lo");
            }
            return new Node.CharacterClass(Set.of(), first, last, negated);
        }
        Set<Integer> listed = new HashSet<>();
        literal("]").codePoints().forEach(listed::add);
        close();
        if (listed.isEmpty()) {
            throw fail("could not parse range");
        }
        return new Node.CharacterClass(Set.copyOf(listed), 0, -1, negated);
    }

    private void needMore() throws BuiltinException {
        if (at >= text.length()) {
            throw fail("unexpected end of input");
        }
    }

    private void close() throws BuiltinException {
        needMore();
        if (next() != ']') {
            throw fail("expected close range character");
        }
    }

    private BuiltinException fail(String reason) {
        int offset = text.substring(0, Math.min(at, text.length())).getBytes(StandardCharsets.UTF_8).length;
        return new BuiltinException("glob: syntax error at " + offset + ": " + reason);
    }
}
