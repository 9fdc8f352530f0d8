package dev.portcullis.rego.value;

/// Values as Rego text: what OPA prints for a term (`{1, "a"}`, `{"k": [true]}`, `set()`).
public final class RegoText {
    private RegoText() {}

    public static String write(RegoValue value) {
        StringBuilder out = new StringBuilder();
        append(value, out);
        return out.toString();
    }

    private static void append(RegoValue value, StringBuilder out) {
        switch (value) {
            case RegoNull _ -> out.append("null");
            case RegoBoolean b -> out.append(b.value());
            case RegoNumber n -> out.append(n.text());
            case RegoString s -> JsonPrinter.quote(s.value(), out);
            case RegoArray a -> appendElements(a, '[', ']', out);
            case RegoSet s when s.size() == 0 -> out.append("set()");
            case RegoSet s -> appendElements(s.toArray(), '{', '}', out);
            case RegoObject o -> appendObject(o, out);
        }
    }

    private static void appendElements(RegoArray elements, char open, char close, StringBuilder out) {
        out.append(open);
        for (int i = 0, n = elements.size(); i < n; i++) {
            if (i > 0) {
                out.append(", ");
            }
            append(elements.get(i), out);
        }
        out.append(close);
    }

    private static void appendObject(RegoObject object, StringBuilder out) {
        out.append('{');
        int[] slots = object.sortedSlots();
        for (int i = 0; i < slots.length; i++) {
            if (i > 0) {
                out.append(", ");
            }
            append(object.key(slots[i]), out);
            out.append(": ");
            append(object.value(slots[i]), out);
        }
        out.append('}');
    }
}
