package dev.portcullis.rego.value;

import org.jspecify.annotations.Nullable;

/// Values as JSON text; see [RegoJson#write] for the rules.
final class JsonPrinter {
    static final JsonPrinter COMPACT = new JsonPrinter("", null, false);
    static final JsonPrinter PRETTY = new JsonPrinter("", "  ", false);

    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final String prefix;
    private final @Nullable String indent;
    private final boolean escapesHtml;

    /// @param prefix what starts every line but the first
    /// @param indent what a line is indented by per level; null for everything on one line
    /// @param escapesHtml whether `<`, `>` and `&` are escaped
    JsonPrinter(String prefix, @Nullable String indent, boolean escapesHtml) {
        this.prefix = prefix;
        this.indent = indent;
        this.escapesHtml = escapesHtml;
    }

    void print(RegoValue value, StringBuilder out, int depth) {
        switch (value) {
            case RegoNull _ -> out.append("null");
            case RegoBoolean b -> out.append(b.value());
            case RegoNumber n -> out.append(n.text());
            case RegoString s -> quote(s.value(), out);
            case RegoArray a -> printArray(a, out, depth);
            case RegoSet s -> printArray(s.toArray(), out, depth);
            case RegoObject o -> printObject(o, out, depth);
        }
    }

    private void printArray(RegoArray array, StringBuilder out, int depth) {
        out.append('[');
        for (int i = 0, n = array.size(); i < n; i++) {
            separate(i, out, depth + 1);
            print(array.get(i), out, depth + 1);
        }
        close(array.size(), out, depth);
        out.append(']');
    }

    private void printObject(RegoObject object, StringBuilder out, int depth) {
        int[] slots = object.sortedSlots();
        if (slots.length > 0 && !hasOnlyStringKeys(object)) {
            printObject(withTextKeys(object, slots), out, depth);
            return;
        }
        out.append('{');
        for (int i = 0; i < slots.length; i++) {
            separate(i, out, depth + 1);
            quote(((RegoString) object.key(slots[i])).value(), out);
            out.append(indent == null ? ":" : ": ");
            print(object.value(slots[i]), out, depth + 1);
        }
        close(slots.length, out, depth);
        out.append('}');
    }

    private static boolean hasOnlyStringKeys(RegoObject object) {
        for (int slot = 0, n = object.size(); slot < n; slot++) {
            if (!(object.key(slot) instanceof RegoString)) {
                return false;
            }
        }
        return true;
    }

    /// Of keys with one text, such as `1` and `"1"`, the last in value order stays.
    private RegoObject withTextKeys(RegoObject object, int[] slots) {
        RegoObject.Builder renamed = RegoObject.builder();
        for (int slot : slots) {
            RegoValue key = object.key(slot);
            renamed.put(key instanceof RegoString ? key : RegoString.of(compact(key)), object.value(slot));
        }
        return renamed.build();
    }

    private String compact(RegoValue value) {
        StringBuilder out = new StringBuilder();
        new JsonPrinter("", null, escapesHtml).print(value, out, 0);
        return out.toString();
    }

    private void separate(int index, StringBuilder out, int depth) {
        if (index > 0) {
            out.append(',');
        }
        newLine(out, depth);
    }

    private void close(int size, StringBuilder out, int depth) {
        if (size > 0) {
            newLine(out, depth);
        }
    }

    private void newLine(StringBuilder out, int depth) {
        if (indent != null) {
            out.append('\n').append(prefix).repeat(indent, depth);
        }
    }

    private void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    boolean html = escapesHtml && (c == '<' || c == '>' || c == '&');
                    if (html || c < ' ' || c == '\u2028' || c == '\u2029') {
                        escapeUnit(c, out);
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static void escapeUnit(char c, StringBuilder out) {
        out.append("\\u")
                .append(HEX[c >> 12])
                .append(HEX[c >> 8 & 15])
                .append(HEX[c >> 4 & 15])
                .append(HEX[c & 15]);
    }
}
