package dev.portcullis.cli.eval;

import java.util.ArrayList;
import java.util.List;

/// The expressions of a query as they are written, with their places. Splits at semicolons and line ends outside of
/// brackets, strings and comments; a declaration (`some x`) is no expression of a result.
final class QueryText {
    private final String query;
    private final List<Piece> pieces = new ArrayList<>();
    private int depth;

    private QueryText(String query) {
        this.query = query;
    }

    /// One expression; `row` and `column` are from 1, columns in characters.
    record Piece(String text, int row, int column) {}

    static List<Piece> split(String query) {
        QueryText text = new QueryText(query);
        text.scan();
        return text.pieces;
    }

    private void scan() {
        int start = 0;
        int at = 0;
        while (at < query.length()) {
            char c = query.charAt(at);
            if (c == '"' || c == '`') {
                at = endOfString(at, c);
                continue;
            }
            if ("([{".indexOf(c) >= 0) {
                depth++;
            } else if (")]}".indexOf(c) >= 0) {
                depth--;
            } else if (depth == 0 && (c == ';' || c == '\n' || c == '#')) {
                add(start, at);
                at = c == '#' ? endOfLine(at) : at;
                start = at + 1;
            }
            at++;
        }
        add(start, query.length());
    }

    private int endOfString(int from, char quote) {
        int at = from + 1;
        while (at < query.length() && query.charAt(at) != quote) {
            at += quote == '"' && query.charAt(at) == '\\' ? 2 : 1;
        }
        return Math.min(at + 1, query.length());
    }

    private int endOfLine(int from) {
        int end = query.indexOf('\n', from);
        return end < 0 ? query.length() : end;
    }

    private void add(int from, int to) {
        if (from >= to) {
            return;
        }
        String text = query.substring(from, to);
        int first = from + text.length() - text.stripLeading().length();
        boolean isDeclaration = text.strip().matches("some\\s[^\\[\\](){}\"]*") && !text.matches("(?s).*\\sin\\s.*");
        if (!text.isBlank() && !isDeclaration) {
            String before = query.substring(0, first);
            int row = (int) before.chars().filter(c -> c == '\n').count() + 1;
            String line = before.substring(before.lastIndexOf('\n') + 1);
            int column = line.codePointCount(0, line.length()) + 1;
            pieces.add(new Piece(text.strip(), row, column));
        }
    }
}
