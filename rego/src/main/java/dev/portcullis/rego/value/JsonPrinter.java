package dev.portcullis.rego.value;

/// Values as JSON text; see [RegoJson#write] for the rules.
final class JsonPrinter {
    static final JsonPrinter COMPACT = new JsonPrinter(false);
    static final JsonPrinter PRETTY = new JsonPrinter(true);

    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final boolean pretty;

    private JsonPrinter(boolean pretty) {
        this.pretty = pretty;
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
        out.append('{');
        int[] slots = object.sortedSlots();
        for (int i = 0; i < slots.length; i++) {
            separate(i, out, depth + 1);
            RegoValue key = object.key(slots[i]);
            quote(key instanceof RegoString s ? s.value() : RegoJson.write(key), out);
            out.append(pretty ? ": " : ":");
            print(object.value(slots[i]), out, depth + 1);
        }
        close(slots.length, out, depth);
        out.append('}');
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
        if (pretty) {
            out.append('\n').repeat("  ", depth);
        }
    }

    static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ' || c == '\u2028' || c == '\u2029' || c == '\u007f') {
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
