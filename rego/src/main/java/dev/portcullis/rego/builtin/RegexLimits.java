package dev.portcullis.rego.builtin;

import java.util.ArrayDeque;
import java.util.Deque;

/// Bounds what a regular expression may grow into when it is compiled, before it is: counted repetition multiplies,
/// and re2j, unlike Go, does not check how far. Reads only as much of the syntax as that takes; what is malformed is
/// left to the compiler.
final class RegexLimits {
    private static final int MAX_REPEAT = 1_000;
    private static final int MAX_DEPTH = 1_000;
    private static final long MAX_SIZE = 200_000;

    private final String pattern;
    private final Deque<Group> open = new ArrayDeque<>();
    private Group group = new Group();
    private int at;

    private RegexLimits(String pattern) {
        this.pattern = pattern;
    }

    /// What is known of the alternatives read so far in one pair of parentheses.
    private static final class Group {
        /// About how many instructions the group compiles to, and its last atom alone.
        long size = 1;
        long atomSize;
        /// The greatest product of counts of repetitions inside each other, in the group and in its last atom.
        long repeat = 1;
        long atomRepeat = 1;

        void atom(long atomSize, long atomRepeat) {
            this.atomSize = atomSize;
            this.atomRepeat = atomRepeat;
            size += atomSize;
            repeat = Math.max(repeat, atomRepeat);
        }
    }

    /// @throws BuiltinException in Go's words for an expression that repeats, nests or grows too much
    static void check(String pattern) throws BuiltinException {
        RegexLimits limits = new RegexLimits(pattern);
        while (limits.at < pattern.length()) {
            limits.step();
            if (limits.group.size > MAX_SIZE) {
                throw fail("expression too large", pattern);
            }
        }
    }

    private void step() throws BuiltinException {
        char c = pattern.charAt(at++);
        switch (c) {
            case '\\' -> escape();
            case '[' -> characterClass();
            case '(' -> {
                open.push(group);
                group = new Group();
                if (open.size() > MAX_DEPTH) {
                    throw fail("expression nests too deeply", pattern);
                }
            }
            case ')' -> {
                Group inner = group;
                group = open.isEmpty() ? new Group() : open.pop();
                group.atom(inner.size, inner.repeat);
            }
            case '{' -> repetition();
            case '*', '+', '?', '|', '^', '$' -> group.size++;
            default -> group.atom(1, 1);
        }
    }

    private void escape() {
        if (pattern.startsWith("Q", at)) {
            int end = pattern.indexOf("\\E", at);
            group.atom((end < 0 ? pattern.length() : end) - at, 1);
            at = end < 0 ? pattern.length() : end + 2;
        } else {
            at++;
            group.atom(1, 1);
        }
    }

    private void characterClass() {
        int start = at;
        boolean closed = false;
        while (at < pattern.length() && !closed) {
            char c = pattern.charAt(at++);
            if (c == '\\') {
                at++;
            } else if (c == '[' && pattern.startsWith(":", at)) {
                int end = pattern.indexOf(":]", at);
                at = end < 0 ? at : end + 2;
            } else {
                boolean first = at - 1 == start || (at - 2 == start && pattern.charAt(start) == '^');
                closed = c == ']' && !first;
            }
        }
        group.atom(1, 1);
    }

    private void repetition() throws BuiltinException {
        int close = pattern.indexOf('}', at);
        String counts = close < 0 ? "" : pattern.substring(at, close);
        if (!counts.matches("[0-9]{1,9}(,[0-9]{0,9})?")) {
            group.atom(1, 1);
            return;
        }
        int comma = counts.indexOf(',');
        int least = Integer.parseInt(comma < 0 ? counts : counts.substring(0, comma));
        String upper = comma < 0 ? counts : counts.substring(comma + 1);
        int most = upper.isEmpty() ? least : Integer.parseInt(upper);
        long product = group.atomRepeat * Math.max(most, 1);
        if (most >= 2 && product > MAX_REPEAT) {
            throw fail("invalid repeat count", "{" + counts + "}");
        }
        at = close + 1;
        group.size += group.atomSize * Math.max(0, most - 1);
        group.atomRepeat = most == 0 ? 1 : product;
        group.repeat = Math.max(group.repeat, group.atomRepeat);
    }

    private static BuiltinException fail(String reason, String where) {
        return new BuiltinException("error parsing regexp: " + reason + ": `" + where + "`");
    }
}
