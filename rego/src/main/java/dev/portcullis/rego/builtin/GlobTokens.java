package dev.portcullis.rego.builtin;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the patterns of `regex.globs_match`: characters, `.`, classes such as `[a-z_]`, `\` before what is meant
/// literally, and `*` or `+` behind any of them.
final class GlobTokens {
    /// How often a token may occur.
    enum Repeat {
        ONCE,
        ONE_OR_MORE,
        ANY_NUMBER
    }

    /// @param characters what it matches; null for any character
    record Token(@Nullable BitSet characters, Repeat repeat) {
        boolean matches(Token other) {
            BitSet mine = characters;
            BitSet theirs = other.characters;
            return mine == null || theirs == null || mine.intersects(theirs);
        }

        boolean isRepeated() {
            return repeat != Repeat.ONCE;
        }

        private boolean hasSameCharacters(Token other) {
            return java.util.Objects.equals(characters, other.characters);
        }
    }

    private static final int ESCAPED = 1 << 24;

    private final int[] input;
    private final String text;
    private int at;

    private GlobTokens(String text) {
        this.text = text;
        this.input = text.codePoints().toArray();
    }

    static List<Token> parse(String text) throws BuiltinException {
        return simplified(new GlobTokens(text).tokens());
    }

    private List<Token> tokens() throws BuiltinException {
        List<Token> tokens = new ArrayList<>();
        while (at < input.length) {
            BitSet characters = characters();
            tokens.add(new Token(characters, repeat()));
        }
        return tokens;
    }

    private @Nullable BitSet characters() throws BuiltinException {
        int next = next();
        return switch (next) {
            case '.' -> null;
            case '[' -> characterClass();
            case ']' -> throw fail("set-close ']' with no preceding '['");
            case '*', '+' -> throw fail("flag '" + (char) next + "' must be preceded by a non-flag");
            default -> {
                BitSet single = new BitSet();
                single.set(next & ~ESCAPED);
                yield single;
            }
        };
    }

    private Repeat repeat() throws BuiltinException {
        if (at >= input.length) {
            return Repeat.ONCE;
        }
        int before = at;
        int next = next();
        if (next == '*') {
            return Repeat.ANY_NUMBER;
        }
        if (next == '+') {
            return Repeat.ONE_OR_MORE;
        }
        at = before;
        return Repeat.ONCE;
    }

    private BitSet characterClass() throws BuiltinException {
        BitSet characters = new BitSet();
        int previous = -1;
        while (at < input.length) {
            int next = next();
            if (next == ']') {
                return characters;
            }
            if (next == '-') {
                addRange(characters, previous);
                previous = -1;
            } else {
                previous = next & ~ESCAPED;
                characters.set(previous);
            }
        }
        throw fail("found [ without matching ]");
    }

    private void addRange(BitSet characters, int first) throws BuiltinException {
        if (first < 0) {
            throw fail("range character '-' must be preceded by a Unicode character");
        }
        if (at >= input.length - 1) {
            throw fail("range character '-' must be followed by a Unicode character");
        }
        int next = next();
        if (next == ']' || next == '-') {
            throw fail("range character '-' cannot be followed by a special symbol");
        }
        int last = next & ~ESCAPED;
        if (last < first) {
            throw fail("range is out of order: '" + Character.toString(last) + "' comes before '"
                    + Character.toString(first) + "' in Unicode");
        }
        characters.set(first, last + 1);
    }

    /// The next character, marked with [#ESCAPED] when a backslash stood before it.
    private int next() throws BuiltinException {
        int next = input[at++];
        if (next != '\\') {
            return next;
        }
        if (at >= input.length) {
            at--;
            throw fail("input ends with a \\ (escape) character");
        }
        return input[at++] | ESCAPED;
    }

    private BuiltinException fail(String message) {
        return new BuiltinException(
                "input:" + text + ", pos:" + at + ", " + message + ": the input provided is invalid");
    }

    /// Of neighbours that repeat the same characters, one is enough.
    private static List<Token> simplified(List<Token> tokens) {
        List<Token> simple = new ArrayList<>();
        for (Token token : tokens) {
            Token last = simple.isEmpty() ? null : simple.getLast();
            if (last != null && last.isRepeated() && token.isRepeated() && token.hasSameCharacters(last)) {
                boolean atLeastOne = token.repeat == Repeat.ONE_OR_MORE || last.repeat == Repeat.ONE_OR_MORE;
                Repeat repeat = atLeastOne ? Repeat.ONE_OR_MORE : Repeat.ANY_NUMBER;
                simple.set(simple.size() - 1, new Token(last.characters, repeat));
            } else {
                simple.add(token);
            }
        }
        return simple;
    }
}
