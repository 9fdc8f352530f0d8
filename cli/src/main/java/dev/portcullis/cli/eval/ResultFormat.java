package dev.portcullis.cli.eval;

import dev.portcullis.rego.Query;
import dev.portcullis.rego.source.Span;
import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoJson;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// How results and errors are printed; the shapes are those of `opa eval`.
public enum ResultFormat {
    /// One JSON document, errors included.
    JSON,
    /// JSON of the value, or a table when there is more than one.
    PRETTY,
    /// The values of each result in a line, strings without quotes.
    RAW,
    /// A JSON array of the values of each result.
    VALUES,
    /// A JSON object of the bindings of each result.
    BINDINGS;

    /// The name on the command line.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The text for these results, each line ended.
    ///
    /// @param query the query's text
    public String print(String query, List<Query.Row> rows) {
        return switch (this) {
            case JSON -> RegoJson.writePretty(document(query, rows)) + "\n";
            case PRETTY -> ResultTable.print(QueryText.split(query), rows);
            case RAW -> lines(rows, ResultFormat::raw);
            case VALUES -> lines(rows, row -> RegoJson.writePretty(RegoArray.copyOf(row.expressions())));
            case BINDINGS -> lines(rows, row -> RegoJson.writePretty(row.bindings()));
        };
    }

    private static String lines(List<Query.Row> rows, java.util.function.Function<Query.Row, String> line) {
        return rows.stream().map(row -> line.apply(row) + "\n").collect(Collectors.joining());
    }

    private static String raw(Query.Row row) {
        return row.expressions().stream()
                .map(value -> value instanceof RegoString text ? text.value() : RegoJson.write(value))
                .collect(Collectors.joining(" "));
    }

    private static RegoObject document(String query, List<Query.Row> rows) {
        List<QueryText.Piece> pieces = QueryText.split(query);
        List<RegoObject> results = rows.stream().map(row -> result(pieces, row)).toList();
        RegoObject.Builder document = RegoObject.builder();
        if (!results.isEmpty()) {
            document.put("result", RegoArray.copyOf(results));
        }
        return document.build();
    }

    private static RegoObject result(List<QueryText.Piece> pieces, Query.Row row) {
        List<RegoObject> expressions = new ArrayList<>();
        for (int i = 0; i < row.expressions().size(); i++) {
            RegoObject.Builder expression =
                    RegoObject.builder().put("value", row.expressions().get(i));
            if (pieces.size() == row.expressions().size()) {
                QueryText.Piece piece = pieces.get(i);
                expression.put("text", RegoString.of(piece.text()));
                expression.put("location", place(piece.row(), piece.column()).build());
            }
            expressions.add(expression.build());
        }
        RegoObject.Builder result = RegoObject.builder().put("expressions", RegoArray.copyOf(expressions));
        if (row.bindings().size() > 0) {
            result.put("bindings", row.bindings());
        }
        return result.build();
    }

    private static RegoObject.Builder place(int row, int column) {
        return RegoObject.builder().put("row", RegoNumber.of(row)).put("col", RegoNumber.of(column));
    }

    /// Whether errors are part of the document on standard output.
    public boolean printsErrors() {
        return this == JSON;
    }

    /// Errors as a JSON document, the text line-ended.
    public static String errorDocument(List<EvalProblem> problems) {
        List<RegoObject> errors = problems.stream().map(ResultFormat::error).toList();
        return RegoJson.writePretty(RegoObject.builder()
                        .put("errors", RegoArray.copyOf(errors))
                        .build())
                + "\n";
    }

    private static RegoObject error(EvalProblem problem) {
        RegoObject.Builder error = RegoObject.builder().put("message", RegoString.of(problem.message()));
        Span span = problem.span();
        if (problem.code() != null && span != null) {
            error.put("code", RegoString.of(problem.code()));
            error.put(
                    "location",
                    place(span.row(), span.column())
                            .put("file", RegoString.of(span.file()))
                            .build());
        }
        return error.build();
    }

    /// Errors for a person: one line when there is one.
    public static String errorText(List<EvalProblem> problems) {
        return problems.size() == 1
                ? "1 error occurred: " + problems.getFirst().text() + "\n"
                : problems.size() + " errors occurred:\n"
                        + problems.stream().map(each -> each.text() + "\n").collect(Collectors.joining());
    }
}
