package dev.portcullis.snapshot;

import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// Writes the columns of one table, one call per column, and insists on the order of the [TableLayout].
final class ColumnWriter<R> {
    private final SectionOutput out;
    private final TableLayout layout;
    private final List<R> rows;
    private final StringDictionary strings;
    private int next;

    ColumnWriter(SectionOutput out, TableLayout layout, List<R> rows, StringDictionary strings) {
        this.out = out;
        this.layout = layout;
        this.rows = rows;
        this.strings = strings;
    }

    /// The ids of the rows, which are numbered from `first` on.
    ColumnWriter<R> id(NumberedContent content, int first) throws IOException {
        begin(ColumnType.ID);
        for (int row = 0; row < rows.size(); row++) {
            out.putInt(content.idString(first + row));
        }
        out.pad(Long.BYTES);
        return this;
    }

    ColumnWriter<R> string(Function<R, String> text) throws IOException {
        return ints(ColumnType.STRING, row -> strings.id(text.apply(row)));
    }

    ColumnWriter<R> optionalString(Function<R, @Nullable String> text) throws IOException {
        return ints(ColumnType.OPTIONAL_STRING, row -> strings.idOrNone(text.apply(row)));
    }

    ColumnWriter<R> ints(ColumnType type, ToIntFunction<R> value) throws IOException {
        begin(type);
        for (R row : rows) {
            out.putInt(value.applyAsInt(row));
        }
        out.pad(Long.BYTES);
        return this;
    }

    ColumnWriter<R> optionalTime(Function<R, @Nullable Long> time) throws IOException {
        begin(ColumnType.OPTIONAL_TIME);
        for (R row : rows) {
            Long timeNs = time.apply(row);
            out.putLong(timeNs == null ? Format.ABSENT_NS : timeNs);
        }
        return this;
    }

    ColumnWriter<R> time(ToLongFunction<R> time) throws IOException {
        begin(ColumnType.TIME);
        for (R row : rows) {
            out.putLong(time.applyAsLong(row));
        }
        return this;
    }

    ColumnWriter<R> score(ToDoubleFunction<R> score) throws IOException {
        begin(ColumnType.SCORE);
        for (R row : rows) {
            out.putLong(Double.doubleToRawLongBits(score.applyAsDouble(row)));
        }
        return this;
    }

    ColumnWriter<R> flag(Predicate<R> flag) throws IOException {
        begin(ColumnType.FLAG);
        for (R row : rows) {
            out.putByte(flag.test(row) ? 1 : 0);
        }
        out.pad(Long.BYTES);
        return this;
    }

    /// Ends the table.
    void done() {
        if (next != layout.columns().size()) {
            throw new AssertionError("BUG: " + next + " of " + layout.columns().size() + " columns were written");
        }
    }

    private void begin(ColumnType type) {
        if (next == layout.columns().size() || layout.columns().get(next) != type) {
            throw new AssertionError("BUG: column " + next + " of the layout is not of type " + type);
        }
        next++;
    }
}
