package dev.portcullis.rego.syntax;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Cuts source text into tokens, one at a time. Which word is a keyword is asked of [Keywords] at each call, because
/// imports change it while the text is read.
///
/// Places and errors are those of OPA's scanner, which looks one character ahead: a character that is not allowed at
/// all (a null character, half a surrogate pair, a byte-order mark inside the text) is reported with the token before
/// it, and the end of the text has the place of the last character.
final class Lexer {
    private static final int END = -1;
    private static final int BYTE_ORDER_MARK = 0xFEFF;
    private static final int NO_BREAK_SPACE = 0xA0;
    private static final int FIRST_NON_ASCII = 0x80;

    private final String text;
    private List<String> errors = new ArrayList<>();
    private int index;
    private int current = END;
    private int row = 1;
    private int column;

    Lexer(String text) {
        this.text = text;
        look();
        if (current == BYTE_ORDER_MARK) {
            advance();
        }
    }

    /// Continues behind a token that was read before.
    void resumeBehind(Token token) {
        index = token.end();
        row = token.nextRow();
        column = token.nextColumn();
        current = index < text.length() ? text.codePointAt(index) : END;
        errors = new ArrayList<>();
    }

    /// Whether the next character is white space.
    boolean atSpace() {
        return current == ' ' || current == '\t' || current == '\n' || current == '\r';
    }

    /// Whether the next character ends a line.
    boolean atLineEnd() {
        return current == '\n';
    }

    /// Reads the next token; one character of white space is a token too.
    Token next(Keywords keywords) {
        int start = index;
        int startRow = row;
        int startColumn = column;
        if (atSpace()) {
            advance();
            return token(TokenKind.SPACE, "", start, startRow, startColumn);
        }
        if (isLetter(current)) {
            while (isLetter(current) || isDigit(current)) {
                advance();
            }
            String word = textFrom(start);
            return token(keywords.kind(word), word, start, startRow, startColumn);
        }
        if (isDecimal(current)) {
            number();
            return token(TokenKind.NUMBER, textFrom(start), start, startRow, startColumn);
        }
        if (current == '$') {
            return template(start, startRow, startColumn);
        }
        TokenKind kind = symbol();
        boolean hasText = kind == TokenKind.STRING || kind == TokenKind.COMMENT;
        return token(kind, hasText ? textFrom(start) : "", start, startRow, startColumn);
    }

    /// Steps over one character of white space. Returns the illegal token to report when the character behind it is
    /// not allowed in any text, else null.
    @Nullable
    Token skipSpace() {
        int start = index;
        int startRow = row;
        int startColumn = column;
        advance();
        return errors.isEmpty() ? null : token(TokenKind.SPACE, "", start, startRow, startColumn);
    }

    /// Reads on inside a template string, behind the `}` that ended an expression.
    Token continueTemplate(boolean raw) {
        int start = index;
        int startRow = row;
        int startColumn = column;
        StringBuilder part = new StringBuilder("}");
        TokenKind kind = raw ? rawTemplatePart(part) : templatePart(part);
        return token(kind, part.toString(), start, startRow, startColumn);
    }

    private Token token(TokenKind kind, String tokenText, int start, int startRow, int startColumn) {
        List<String> found = errors;
        if (!found.isEmpty()) {
            errors = new ArrayList<>();
        }
        TokenKind effective = found.isEmpty() ? kind : TokenKind.ILLEGAL;
        return new Token(
                effective,
                tokenText,
                start,
                index,
                startRow,
                startColumn,
                row,
                column,
                found.isEmpty() ? List.of() : List.copyOf(found));
    }

    private Token template(int start, int startRow, int startColumn) {
        advance();
        StringBuilder part = new StringBuilder();
        TokenKind kind = TokenKind.ILLEGAL;
        if (current == '`') {
            part.append('`');
            advance();
            kind = rawTemplatePart(part);
        } else if (current == '"') {
            part.append('"');
            advance();
            kind = templatePart(part);
        } else {
            errors.add("illegal $ character");
        }
        return token(kind, part.toString(), start, startRow, startColumn);
    }

    private TokenKind symbol() {
        int symbol = current;
        advance();
        return switch (symbol) {
            case END -> TokenKind.END;
            case '#' -> comment();
            case '"' -> string();
            case '`' -> rawString();
            case '[' -> TokenKind.LEFT_BRACKET;
            case ']' -> TokenKind.RIGHT_BRACKET;
            case '{' -> TokenKind.LEFT_BRACE;
            case '}' -> TokenKind.RIGHT_BRACE;
            case '(' -> TokenKind.LEFT_PAREN;
            case ')' -> TokenKind.RIGHT_PAREN;
            case ',' -> TokenKind.COMMA;
            case ';' -> TokenKind.SEMICOLON;
            case '.' -> TokenKind.DOT;
            case '+' -> TokenKind.PLUS;
            case '-' -> TokenKind.MINUS;
            case '*' -> TokenKind.TIMES;
            case '/' -> TokenKind.SLASH;
            case '%' -> TokenKind.PERCENT;
            case '&' -> TokenKind.AMPERSAND;
            case '|' -> TokenKind.PIPE;
            case ':' -> withEquals(TokenKind.ASSIGN, TokenKind.COLON);
            case '=' -> withEquals(TokenKind.EQUAL, TokenKind.UNIFY);
            case '>' -> withEquals(TokenKind.GREATER_OR_EQUAL, TokenKind.GREATER);
            case '<' -> withEquals(TokenKind.LESS_OR_EQUAL, TokenKind.LESS);
            case '!' -> exclamation();
            case NO_BREAK_SPACE -> illegal("illegal non-breaking space character, use a regular space instead");
            default -> TokenKind.ILLEGAL;
        };
    }

    private TokenKind withEquals(TokenKind both, TokenKind alone) {
        if (current != '=') {
            return alone;
        }
        advance();
        return both;
    }

    private TokenKind exclamation() {
        TokenKind kind = withEquals(TokenKind.NOT_EQUAL, TokenKind.ILLEGAL);
        return kind == TokenKind.ILLEGAL ? illegal("illegal ! character") : kind;
    }

    private TokenKind illegal(String message) {
        errors.add(message);
        return TokenKind.ILLEGAL;
    }

    private TokenKind comment() {
        while (current != '\n' && current != END) {
            advance();
        }
        return TokenKind.COMMENT;
    }

    private void number() {
        digits();
        if (current == '.') {
            advance();
            if (!digits()) {
                errors.add("expected fraction");
            }
        }
        if (current == 'e' || current == 'E') {
            advance();
            if (current == '+' || current == '-') {
                advance();
            }
            if (!digits()) {
                errors.add("expected exponent");
            }
        }
        if (isLetter(current)) {
            errors.add("illegal number format");
            while (isLetter(current) || isDigit(current)) {
                advance();
            }
        }
    }

    private boolean digits() {
        int start = index;
        while (isDecimal(current)) {
            advance();
        }
        return index > start;
    }

    private TokenKind string() {
        while (true) {
            int c = current;
            if (c == '\n' || c == END) {
                errors.add("non-terminated string");
                return TokenKind.STRING;
            }
            advance();
            if (c == '"') {
                return TokenKind.STRING;
            }
            if (c == '\\') {
                escape();
            }
        }
    }

    private TokenKind rawString() {
        while (true) {
            int c = current;
            advance();
            if (c == '`') {
                return TokenKind.STRING;
            }
            if (c == END) {
                errors.add("non-terminated string");
                return TokenKind.STRING;
            }
        }
    }

    /// Steps over what follows a backslash; its meaning is worked out by [StringText].
    private void escape() {
        switch (current) {
            case '\\', '"', '/', 'b', 'f', 'n', 'r', 't' -> advance();
            case 'u' -> {
                for (int i = 0; i < 4; i++) {
                    advance();
                }
            }
            default -> errors.add("illegal escape sequence");
        }
    }

    private TokenKind templatePart(StringBuilder part) {
        int from = index;
        while (true) {
            int c = current;
            if (c == '\n' || c == END) {
                errors.add("non-terminated string");
                return TokenKind.TEMPLATE_PART;
            }
            advance();
            if (c == '"' || c == '{') {
                part.append(text, from, index);
                return c == '"' ? TokenKind.TEMPLATE_END : TokenKind.TEMPLATE_PART;
            }
            if (c == '\\' && current == '{') {
                from = dropBackslash(part, from);
            } else if (c == '\\') {
                escape();
            }
        }
    }

    private TokenKind rawTemplatePart(StringBuilder part) {
        int from = index;
        while (true) {
            int c = current;
            if (c == END) {
                errors.add("non-terminated string");
                return TokenKind.RAW_TEMPLATE_PART;
            }
            advance();
            if (c == '`' || c == '{') {
                part.append(text, from, index);
                return c == '`' ? TokenKind.RAW_TEMPLATE_END : TokenKind.RAW_TEMPLATE_PART;
            }
            if (c == '\\' && current == '{') {
                from = dropBackslash(part, from);
            }
        }
    }

    private int dropBackslash(StringBuilder part, int from) {
        part.append(text, from, index - 1);
        int brace = index;
        advance();
        return brace;
    }

    /// The characters since `start`. OPA cuts one byte too late when a character outside ASCII follows directly, which
    /// makes a number in front of it invalid.
    private String textFrom(int start) {
        String exact = text.substring(start, index);
        return current >= FIRST_NON_ASCII ? exact + '\uFFFD' : exact;
    }

    private void advance() {
        if (current == END) {
            return;
        }
        index += Character.charCount(current);
        look();
    }

    private void look() {
        if (index >= text.length()) {
            current = END;
            return;
        }
        current = text.codePointAt(index);
        if (current == 0) {
            errors.add("illegal null character");
        } else if (current >= Character.MIN_SURROGATE && current <= Character.MAX_SURROGATE) {
            errors.add("illegal utf-8 character");
        } else if (current == BYTE_ORDER_MARK && index > 0) {
            errors.add("illegal byte-order mark");
        }
        if (current == '\n') {
            row++;
            column = 0;
        } else {
            column++;
        }
    }

    private static boolean isLetter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    private static boolean isDecimal(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isDigit(int c) {
        return isDecimal(c) || (c >= FIRST_NON_ASCII && Character.isDigit(c));
    }
}
