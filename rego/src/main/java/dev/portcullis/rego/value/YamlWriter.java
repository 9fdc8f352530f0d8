package dev.portcullis.rego.value;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Writes values as Go's YAML library does: block style, keys in natural order, and strings in the style that
/// [YamlText] picks.
final class YamlWriter {
    /// Longer keys, in bytes, need the form `? key`.
    private static final int MAX_SIMPLE_KEY = 128;

    private static final int INDENT = 2;

    private final StringBuilder out = new StringBuilder();

    private YamlWriter() {}

    static String write(RegoValue value) throws YamlException {
        YamlWriter writer = new YamlWriter();
        writer.node(value, 0);
        writer.lineStart(0);
        return writer.out.toString();
    }

    /// Writes a value behind its key or dash; what takes several lines is indented more than `indent`.
    private void node(RegoValue value, int indent) throws YamlException {
        switch (value) {
            case RegoObject object when object.size() > 0 -> mapping(object, indent);
            case RegoArray array when array.size() > 0 -> sequence(array, indent);
            case RegoSet set when set.size() > 0 -> sequence(set.toArray(), indent);
            case RegoObject _ -> out.append("{}");
            case RegoArray _, RegoSet _ -> out.append("[]");
            case RegoString string -> string(string, indent);
            case RegoNumber number -> out.append(number(number));
            case RegoNull _, RegoBoolean _ -> out.append(value);
        }
    }

    private static boolean isCollection(RegoValue value) {
        return switch (value) {
            case RegoObject object -> object.size() > 0;
            case RegoArray array -> array.size() > 0;
            case RegoSet set -> set.size() > 0;
            case RegoNull _, RegoBoolean _, RegoNumber _, RegoString _ -> false;
        };
    }

    private void sequence(RegoArray array, int indent) throws YamlException {
        for (int i = 0, n = array.size(); i < n; i++) {
            if (i > 0) {
                lineStart(indent);
            }
            out.append("- ");
            child(array.get(i), indent);
        }
    }

    /// A collection starts on the same line, one step further in.
    private void child(RegoValue value, int indent) throws YamlException {
        node(value, isCollection(value) ? indent + INDENT : indent);
    }

    private record Entry(String key, RegoValue value) {}

    private void mapping(RegoObject object, int indent) throws YamlException {
        List<Entry> entries = new ArrayList<>();
        for (int slot : object.sortedSlots()) {
            RegoValue key = object.key(slot);
            entries.add(new Entry(
                    key instanceof RegoString string ? string.value() : RegoJson.writeEscaped(key),
                    object.value(slot)));
        }
        entries.sort((left, right) -> YamlText.compareKeys(left.key, right.key));
        boolean first = true;
        for (Entry entry : entries) {
            if (!first) {
                lineStart(indent);
            }
            first = false;
            entry(RegoString.of(entry.key), entry.value, indent);
        }
    }

    private void entry(RegoString key, RegoValue value, int indent) throws YamlException {
        boolean simple =
                key.value().indexOf('\n') < 0 && key.value().getBytes(StandardCharsets.UTF_8).length <= MAX_SIMPLE_KEY;
        if (!simple) {
            out.append("? ");
            string(key, indent);
            lineStart(indent);
            out.append(": ");
            child(value, indent);
            return;
        }
        string(key, indent);
        out.append(':');
        if (isCollection(value)) {
            lineStart(indent + INDENT);
            node(value, indent + INDENT);
        } else {
            out.append(' ');
            node(value, indent);
        }
    }

    private void lineStart(int indent) {
        if (out.isEmpty() || out.charAt(out.length() - 1) != '\n') {
            out.append('\n');
        }
        out.repeat(' ', indent);
    }

    private void string(RegoString string, int indent) throws YamlException {
        String text = string.value();
        switch (YamlText.style(text)) {
            case PLAIN -> out.append(text);
            case SINGLE_QUOTED ->
                out.append('\'').append(text.replace("'", "''")).append('\'');
            case DOUBLE_QUOTED -> YamlText.appendDoubleQuoted(text, out);
            case LITERAL -> literal(text, indent + INDENT);
        }
    }

    /// Lines as they are, behind a head that says how the last one ends and, when it cannot be seen, how far they
    /// are indented.
    private void literal(String text, int indent) {
        boolean hidden = text.startsWith(" ") || text.startsWith("\n");
        boolean closed = text.endsWith("\n");
        boolean keeps = closed && (text.length() == 1 || text.charAt(text.length() - 2) == '\n');
        out.append('|').append(hidden ? "2" : "").append(keeps ? "+" : closed ? "" : "-");
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            out.append(i == lines.length - 1 && lines[i].isEmpty() ? "" : "\n");
            if (!lines[i].isEmpty()) {
                out.repeat(' ', indent).append(lines[i]);
            }
        }
        if (closed) {
            out.append('\n');
        }
    }

    /// A number is read as YAML first: what is no integer of 64 bits becomes a double.
    private static String number(RegoNumber number) {
        String text = number.text();
        return switch (YamlScalar.of(text)) {
            case INTEGER -> YamlScalar.integerValue(text).text();
            case FLOAT -> DoubleText.format(YamlScalar.doubleValue(text), 'g', -1);
            case NULL, BOOLEAN, NON_FINITE, MERGE, TIMESTAMP, STRING -> text;
        };
    }
}
