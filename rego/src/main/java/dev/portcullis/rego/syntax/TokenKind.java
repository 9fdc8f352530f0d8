package dev.portcullis.rego.syntax;

/// What a token is. The text is OPA's name of the token, which appears in error messages; for operators it is also the
/// name of the builtin they call.
enum TokenKind {
    ILLEGAL("illegal"),
    END("eof"),
    SPACE("whitespace"),
    NAME("identifier"),
    COMMENT("comment"),

    PACKAGE("package", true),
    IMPORT("import", true),
    AS("as", true),
    DEFAULT("default", true),
    ELSE("else", true),
    NOT("not", true),
    SOME("some", true),
    WITH("with", true),
    NULL("null", true),
    TRUE("true", true),
    FALSE("false", true),

    NUMBER("number"),
    STRING("string"),
    TEMPLATE_PART("template-string-part"),
    TEMPLATE_END("template-string-end"),
    RAW_TEMPLATE_PART("raw-template-string-part"),
    RAW_TEMPLATE_END("raw-template-string-end"),

    LEFT_BRACKET("["),
    RIGHT_BRACKET("]"),
    LEFT_BRACE("{"),
    RIGHT_BRACE("}"),
    LEFT_PAREN("("),
    RIGHT_PAREN(")"),
    COMMA(","),
    COLON(":"),
    PLUS("plus"),
    MINUS("minus"),
    TIMES("mul"),
    SLASH("div"),
    PERCENT("rem"),
    AMPERSAND("and"),
    PIPE("or"),
    UNIFY("eq"),
    EQUAL("equal"),
    ASSIGN("assign"),
    NOT_EQUAL("neq"),
    GREATER("gt"),
    LESS("lt"),
    GREATER_OR_EQUAL("gte"),
    LESS_OR_EQUAL("lte"),
    DOT("."),
    SEMICOLON(";"),

    IN("in", true),
    EVERY("every", true),
    CONTAINS("contains", true),
    IF("if", true),
    LOGICAL_AND("and", true),
    LOGICAL_OR("or", true);

    private final String text;
    private final boolean keyword;

    TokenKind(String text) {
        this(text, false);
    }

    TokenKind(String text, boolean keyword) {
        this.text = text;
        this.keyword = keyword;
    }

    String text() {
        return text;
    }

    /// Whether messages call it a keyword rather than a token.
    boolean isKeyword() {
        return keyword;
    }

    boolean isTemplateEnd() {
        return this == TEMPLATE_END || this == RAW_TEMPLATE_END;
    }
}
