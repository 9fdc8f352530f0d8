package dev.portcullis.cli.eval;

import dev.portcullis.rego.Query;
import dev.portcullis.rego.value.RegoBoolean;
import dev.portcullis.rego.value.RegoJson;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Results for a person: the value alone when there is one, else a table with a column for each expression and each
/// variable; beside variables, expressions that are merely true have none.
final class ResultTable {
    private final List<List<String>> lines = new ArrayList<>();

    private ResultTable() {}

    static String print(List<QueryText.Piece> pieces, List<Query.Row> rows) {
        if (rows.isEmpty()) {
            return "undefined\n";
        }
        Query.Row first = rows.getFirst();
        if (rows.size() == 1
                && first.bindings().size() == 0
                && (first.expressions().size() == 1
                        || first.expressions().stream().allMatch(ResultTable::isBoolean))) {
            return RegoJson.writePretty(first.expressions().getFirst()) + "\n";
        }
        ResultTable table = new ResultTable();
        boolean withBooleans = first.bindings().size() == 0;
        table.lines.add(header(pieces, first, withBooleans));
        rows.forEach(row -> table.lines.add(cells(row, withBooleans)));
        return table.drawn();
    }

    private static boolean isBoolean(RegoValue value) {
        return value instanceof RegoBoolean;
    }

    /// Expressions in their order, then variables in that of their names.
    private static List<String> header(List<QueryText.Piece> pieces, Query.Row row, boolean withBooleans) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < row.expressions().size(); i++) {
            if (withBooleans || !isBoolean(row.expressions().get(i))) {
                names.add(i < pieces.size() ? pieces.get(i).text() : "expression " + (i + 1));
            }
        }
        for (int slot : row.bindings().sortedSlots()) {
            names.add(row.bindings().key(slot) instanceof RegoString name ? name.value() : "");
        }
        return names;
    }

    private static List<String> cells(Query.Row row, boolean withBooleans) {
        List<String> cells = new ArrayList<>();
        row.expressions().stream()
                .filter(each -> withBooleans || !isBoolean(each))
                .forEach(each -> cells.add(RegoJson.write(each)));
        for (int slot : row.bindings().sortedSlots()) {
            cells.add(RegoJson.write(row.bindings().value(slot)));
        }
        return cells;
    }

    private String drawn() {
        int[] widths = new int[lines.getFirst().size()];
        for (List<String> line : lines) {
            for (int i = 0; i < Math.min(widths.length, line.size()); i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        StringBuilder out = new StringBuilder(rule(widths, "┌", "┬", "┐"));
        for (int i = 0; i < lines.size(); i++) {
            out.append(line(widths, lines.get(i), i == 0));
            if (i == 0) {
                out.append(rule(widths, "├", "┼", "┤"));
            }
        }
        return out.append(rule(widths, "└", "┴", "┘")).toString();
    }

    private static String rule(int[] widths, String left, String middle, String right) {
        return left
                + IntStream.of(widths).mapToObj(width -> "─".repeat(width + 2)).collect(Collectors.joining(middle))
                + right + "\n";
    }

    private static String line(int[] widths, List<String> cells, boolean centred) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = i < cells.size() ? cells.get(i) : "";
            int free = widths[i] - cell.length();
            int before = centred ? free / 2 : 0;
            out.append("│ ").append(" ".repeat(before)).append(cell).append(" ".repeat(free - before + 1));
        }
        return out.append("│\n").toString();
    }
}
