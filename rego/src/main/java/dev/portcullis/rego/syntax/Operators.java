package dev.portcullis.rego.syntax;

import java.util.Set;

/// What the parser has to know of operators and of the builtins behind them.
final class Operators {
    static final String ASSIGN = "assign";
    static final String UNIFY = "eq";
    static final String UNION = "or";
    static final String MINUS = "minus";
    static final String MEMBER = "internal.member_2";
    static final String MEMBER_WITH_KEY = "internal.member_3";

    /// Binding strength of the binary operators from the weakest; each binds its operands from the left.
    static final int COMPARISON = 1;

    static final int FACTOR = 5;
    static final int NONE = 0;

    private static final Set<String> INFIX = Set.of(
            ASSIGN, UNIFY, UNION, MINUS, MEMBER, "and", "plus", "mul", "div", "rem", "equal", "neq", "lt", "lte", "gt",
            "gte");

    private static final Set<String> VOID = Set.of("print", "internal.print", "internal.test_case");

    private Operators() {}

    /// The binding strength of a binary operator other than `in`, `=` and `:=`, or [#NONE].
    static int strength(TokenKind kind) {
        return switch (kind) {
            case EQUAL, NOT_EQUAL, LESS, GREATER, LESS_OR_EQUAL, GREATER_OR_EQUAL -> COMPARISON;
            case PIPE -> 2;
            case AMPERSAND -> 3;
            case PLUS, MINUS -> 4;
            case TIMES, SLASH, PERCENT -> FACTOR;
            default -> NONE;
        };
    }

    /// Whether a call of this builtin with this many arguments is what an operator stands for.
    static boolean isInfix(String name, int arguments) {
        return name.equals(MEMBER_WITH_KEY) ? arguments == 3 : arguments == 2 && INFIX.contains(name);
    }

    /// Whether the builtin has no result, so that a call of it never fails.
    static boolean isVoid(String name) {
        return VOID.contains(name);
    }
}
