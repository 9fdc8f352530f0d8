package dev.portcullis.rego.syntax;

import dev.portcullis.rego.source.Span;
import java.util.List;

/// One token and where the lexer stands behind it, so that reading can resume from any token.
///
/// @param text the characters that matter: name, number, string with its delimiters; empty for punctuation
/// @param start index of the first character in the source
/// @param end index behind the last character
/// @param row line of the first character, from 1
/// @param column column of the first character, from 1, in code points
/// @param nextRow line of the character behind the token
/// @param nextColumn column of the character behind the token
/// @param errors what is wrong with the characters; the kind is then [TokenKind#ILLEGAL]
record Token(
        TokenKind kind,
        String text,
        int start,
        int end,
        int row,
        int column,
        int nextRow,
        int nextColumn,
        List<String> errors) {

    /// The same characters read as something else.
    Token as(TokenKind other) {
        return new Token(other, text, start, end, row, column, nextRow, nextColumn, errors);
    }

    Span span(String file) {
        return new Span(file, row, column, start, end - start);
    }
}
