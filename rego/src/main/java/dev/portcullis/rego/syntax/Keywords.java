package dev.portcullis.rego.syntax;

import dev.portcullis.rego.source.RegoVersion;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The words that are keywords at some point of a module: those of the language level, and those imported so far.
public final class Keywords {
    /// Keywords of v0 at all levels.
    private static final Map<String, TokenKind> ALWAYS = byText(List.of(
            TokenKind.PACKAGE,
            TokenKind.IMPORT,
            TokenKind.AS,
            TokenKind.DEFAULT,
            TokenKind.ELSE,
            TokenKind.NOT,
            TokenKind.SOME,
            TokenKind.WITH,
            TokenKind.NULL,
            TokenKind.TRUE,
            TokenKind.FALSE));

    /// What v1 added to v0.
    private static final Map<String, TokenKind> SINCE_V1 =
            byText(List.of(TokenKind.IN, TokenKind.EVERY, TokenKind.CONTAINS, TokenKind.IF));

    /// What v2 added to v1. `not` is a keyword everywhere; importing it changes its meaning.
    private static final Map<String, TokenKind> SINCE_V2 =
            byText(List.of(TokenKind.NOT, TokenKind.LOGICAL_AND, TokenKind.LOGICAL_OR));

    /// Everything `import future.keywords` can name, sorted.
    private static final Map<String, TokenKind> FUTURE = future();

    private final Map<String, TokenKind> active;

    private Keywords(Map<String, TokenKind> active) {
        this.active = active;
    }

    /// The keywords at the top of a module of this level.
    static Keywords of(RegoVersion version) {
        Keywords base = new Keywords(ALWAYS);
        return switch (version) {
            case V0 -> base;
            case V1 -> base.with(SINCE_V1.keySet());
            case V2 -> base.with(FUTURE.keySet());
        };
    }

    /// Whether `import future.keywords` can name the word.
    public static boolean isFuture(String word) {
        return FUTURE.containsKey(word);
    }

    /// The names of all future keywords, sorted.
    static Collection<String> futureNames() {
        return FUTURE.keySet();
    }

    static Collection<String> namesSinceV1() {
        return SINCE_V1.keySet();
    }

    /// The token a future keyword is, or null when `word` is none.
    static @Nullable TokenKind futureKind(String word) {
        return FUTURE.get(word);
    }

    /// Whether `word` is a keyword of this level, imports aside.
    static boolean isKeyword(String word, RegoVersion version) {
        return ALWAYS.containsKey(word)
                || (version != RegoVersion.V0 && SINCE_V1.containsKey(word))
                || (version == RegoVersion.V2 && SINCE_V2.containsKey(word));
    }

    /// Whether a module of this level has to import `word` to use it as a keyword; decides which hints are given.
    static boolean needsImport(String word, RegoVersion version) {
        return switch (version) {
            case V0 -> SINCE_V1.containsKey(word);
            case V1 -> SINCE_V2.containsKey(word);
            case V2 -> false;
        };
    }

    /// What a word is here.
    TokenKind kind(String word) {
        return active.getOrDefault(word, TokenKind.NAME);
    }

    boolean isActive(String word) {
        return active.containsKey(word);
    }

    boolean hasLogicalOperators() {
        return isActive("and") || isActive("or");
    }

    /// These and the named future keywords. Importing `every` brings `in` with it.
    Keywords with(Collection<String> words) {
        Map<String, TokenKind> more = new HashMap<>(active);
        for (String word : words) {
            TokenKind kind = FUTURE.get(word);
            if (kind == null) {
                throw new IllegalArgumentException("unknown future keyword: " + word);
            }
            more.put(word, kind);
            if (kind == TokenKind.EVERY) {
                more.put("in", TokenKind.IN);
            }
        }
        return new Keywords(more);
    }

    Keywords withFuture() {
        return with(FUTURE.keySet());
    }

    /// These without any future keyword, so that an import may name one.
    Keywords withoutFuture() {
        Map<String, TokenKind> fewer = new HashMap<>(active);
        fewer.keySet().removeAll(FUTURE.keySet());
        return new Keywords(fewer);
    }

    private static Map<String, TokenKind> future() {
        Map<String, TokenKind> all = new TreeMap<>(SINCE_V1);
        all.putAll(SINCE_V2);
        return all;
    }

    private static Map<String, TokenKind> byText(List<TokenKind> kinds) {
        Map<String, TokenKind> words = new HashMap<>();
        kinds.forEach(kind -> words.put(kind.text(), kind));
        return words;
    }
}
