package dev.portcullis.rego.ast;

import java.util.List;

/// A conjunction: it holds for every assignment of variables under which all expressions hold.
public record Body(List<Expression> expressions) {
    public Body {
        expressions = List.copyOf(expressions);
    }

    public static Body of(Expression... expressions) {
        return new Body(List.of(expressions));
    }
}
