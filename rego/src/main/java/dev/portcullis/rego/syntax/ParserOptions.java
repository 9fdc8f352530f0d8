package dev.portcullis.rego.syntax;

import java.util.Set;

/// How a text is read beyond its language level.
///
/// @param keywords future keywords in force from the start, as if imported; a name that is none is an error
/// @param builtins names of builtins, which no rule may take in the form `name(argument)`
/// @param annotations whether `# METADATA` comments are read; otherwise they are plain comments
/// @param maxLength longest text, in characters
/// @param maxDepth deepest tree: nested terms, bodies and `else` branches, and operands of one chain of operators; a
///        level takes up to 2 KiB of stack
public record ParserOptions(
        Set<String> keywords, Set<String> builtins, boolean annotations, int maxLength, int maxDepth) {
    /// No extra keywords, annotations are read, 16 Mi characters, 300 levels.
    public static final ParserOptions DEFAULT = new ParserOptions(Set.of(), Set.of(), true, 1 << 24, 300);

    /// [#DEFAULT] with all future keywords in force.
    public static final ParserOptions ALL_KEYWORDS = DEFAULT.withKeywords(Set.copyOf(Keywords.futureNames()));

    public ParserOptions {
        keywords = Set.copyOf(keywords);
        builtins = Set.copyOf(builtins);
    }

    /// The same with these future keywords in force from the start.
    public ParserOptions withKeywords(Set<String> replaced) {
        return new ParserOptions(replaced, builtins, annotations, maxLength, maxDepth);
    }

    /// The same with these builtins.
    public ParserOptions withBuiltins(Set<String> replaced) {
        return new ParserOptions(keywords, replaced, annotations, maxLength, maxDepth);
    }
}
