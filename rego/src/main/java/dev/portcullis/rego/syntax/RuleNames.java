package dev.portcullis.rego.syntax;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/// Keywords where the name of a rule should stand. Which tokens behind a keyword make it a rule depends on what else
/// the keyword can start: `not (x)` is an expression, `package if` a package line.
final class RuleNames {
    private static final Map<TokenKind, Set<TokenKind>> MAKES_RULE = makesRule();

    private final TokenStream in;

    RuleNames(TokenStream in) {
        this.in = in;
    }

    /// Reports a keyword that is clearly meant as the name of a rule; false when there is none.
    boolean reportKeyword() {
        Set<TokenKind> followers = MAKES_RULE.get(in.kind());
        if (followers == null) {
            return false;
        }
        TokenStream.Mark here = in.mark();
        in.scan();
        TokenKind next = in.kind();
        in.restore(here);
        return followers.contains(next) && report();
    }

    /// Reports a keyword behind `default`, where only a name can stand.
    void reportKeywordAfterDefault() {
        if (MAKES_RULE.containsKey(in.kind())) {
            report();
        }
    }

    private boolean report() {
        in.error(in.span(), in.kind().text() + " keyword cannot be used for rule name");
        return true;
    }

    private static Map<TokenKind, Set<TokenKind>> makesRule() {
        Set<TokenKind> operators = EnumSet.of(TokenKind.ASSIGN, TokenKind.UNIFY, TokenKind.IF, TokenKind.CONTAINS);
        Set<TokenKind> all = EnumSet.copyOf(operators);
        all.add(TokenKind.LEFT_PAREN);
        Set<TokenKind> behindPath = EnumSet.of(TokenKind.ASSIGN, TokenKind.UNIFY, TokenKind.LEFT_PAREN);
        Map<TokenKind, Set<TokenKind>> followers = new EnumMap<>(TokenKind.class);
        followers.put(TokenKind.EVERY, all);
        followers.put(TokenKind.IF, all);
        followers.put(TokenKind.IN, all);
        followers.put(TokenKind.SOME, all);
        followers.put(TokenKind.AS, all);
        followers.put(TokenKind.PACKAGE, behindPath);
        followers.put(TokenKind.IMPORT, behindPath);
        followers.put(TokenKind.NOT, operators);
        followers.put(TokenKind.LOGICAL_AND, operators);
        followers.put(TokenKind.LOGICAL_OR, operators);
        followers.put(TokenKind.CONTAINS, EnumSet.of(TokenKind.IF, TokenKind.CONTAINS));
        return followers;
    }
}
