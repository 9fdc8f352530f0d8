package dev.portcullis.rego.builtin;

import dev.portcullis.rego.value.RegoString;
import java.util.BitSet;
import java.util.List;
import java.util.Set;

/// A parsed glob: `*` for any run of characters but delimiters, `**` for any run, `?` for one character but a
/// delimiter, `[abc]`, `[a-z]`, `[!a-z]`, `{a,b}`, and `\` before what is meant literally.
///
/// Matching follows all ways at once, as a set of positions, so its time is bounded by pattern times text.
final class GlobPattern {
    private final Node root;
    private final Set<Integer> delimiters;
    private final int size;

    /// What a part of a pattern matches.
    sealed interface Node {
        /// Exactly this text.
        record Literal(String text) implements Node {}

        /// One character that is no delimiter.
        record Single() implements Node {}

        /// Any number of characters; without delimiters unless `crossing`.
        record Star(boolean crossing) implements Node {}

        /// One character of a class, delimiters included.
        record CharacterClass(Set<Integer> listed, int low, int high, boolean negated) implements Node {
            boolean contains(int codePoint) {
                return (listed.contains(codePoint) || (low <= codePoint && codePoint <= high)) != negated;
            }
        }

        /// One after the other.
        record Sequence(List<Node> parts) implements Node {}

        /// Any one of these.
        record Choice(List<Node> alternatives) implements Node {}
    }

    private GlobPattern(Node root, Set<Integer> delimiters, int size) {
        this.root = root;
        this.delimiters = delimiters;
        this.size = size;
    }

    /// @throws BuiltinException for a pattern that is malformed, or nested too deeply
    static GlobPattern parse(RegoString pattern, Set<Integer> delimiters) throws BuiltinException {
        Node root = new GlobParser(pattern).parse();
        return new GlobPattern(root, delimiters, pattern.value().length());
    }

    boolean matches(BuiltinContext context, String text) {
        context.charge(1 + (long) text.length() * size / Long.SIZE);
        BitSet start = new BitSet();
        start.set(0);
        return match(root, text, start).get(text.length());
    }

    /// The positions behind a match of `node` that starts at one of `starts`.
    private BitSet match(Node node, String text, BitSet starts) {
        return switch (node) {
            case Node.Literal(String literal) -> literal(literal, text, starts);
            case Node.Single() -> single(node, text, starts);
            case Node.CharacterClass _ -> single(node, text, starts);
            case Node.Star(boolean crossing) -> star(crossing, text, starts);
            case Node.Sequence(List<Node> parts) -> {
                BitSet ends = starts;
                for (int i = 0; i < parts.size() && !ends.isEmpty(); i++) {
                    ends = match(parts.get(i), text, ends);
                }
                yield ends;
            }
            case Node.Choice(List<Node> alternatives) -> {
                BitSet ends = new BitSet();
                for (Node alternative : alternatives) {
                    ends.or(match(alternative, text, starts));
                }
                yield ends;
            }
        };
    }

    private static BitSet literal(String literal, String text, BitSet starts) {
        BitSet ends = new BitSet();
        for (int at = starts.nextSetBit(0); at >= 0; at = starts.nextSetBit(at + 1)) {
            if (text.startsWith(literal, at)) {
                ends.set(at + literal.length());
            }
        }
        return ends;
    }

    private BitSet single(Node node, String text, BitSet starts) {
        BitSet ends = new BitSet();
        for (int at = starts.nextSetBit(0); at >= 0 && at < text.length(); at = starts.nextSetBit(at + 1)) {
            int codePoint = text.codePointAt(at);
            boolean accepted = node instanceof Node.CharacterClass characters
                    ? characters.contains(codePoint)
                    : !delimiters.contains(codePoint);
            if (accepted) {
                ends.set(at + Character.charCount(codePoint));
            }
        }
        return ends;
    }

    private BitSet star(boolean crossing, String text, BitSet starts) {
        BitSet ends = new BitSet();
        for (int at = starts.nextSetBit(0); at >= 0; at = starts.nextSetBit(Math.max(at, ends.length() - 1) + 1)) {
            int end = at;
            while (end < text.length() && (crossing || !delimiters.contains(text.codePointAt(end)))) {
                end += Character.charCount(text.codePointAt(end));
            }
            ends.set(at, end + 1);
        }
        return ends;
    }
}
