package dev.portcullis.rego.ast;

import java.util.List;

/// A conjunction: it holds for every assignment of variables under which all expressions hold.
///
/// @param braced for a body of `not`, `and` or `or`: whether it was written in braces and so may declare variables of
///        its own; false for all other bodies
public record Body(List<Expression> expressions, boolean braced) {
    public Body {
        expressions = List.copyOf(expressions);
    }

    /// A body that was not written as a braced operand.
    public Body(List<Expression> expressions) {
        this(expressions, false);
    }

    public static Body of(Expression... expressions) {
        return new Body(List.of(expressions));
    }
}
