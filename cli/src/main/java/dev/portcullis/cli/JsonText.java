package dev.portcullis.cli;

import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoJson;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;

/// JSON as indented lines for a person: `key  value`, an object below its key, an array with a dash for each element.
final class JsonText {
    private static final String STEP = "  ";

    private final StringBuilder out = new StringBuilder();

    private JsonText() {}

    /// The lines, each with its line end.
    static String of(RegoObject object) {
        JsonText text = new JsonText();
        text.object(object, "");
        return text.out.toString();
    }

    private void object(RegoObject object, String indent) {
        for (int slot : object.sortedSlots()) {
            out.append(indent).append(scalar(object.key(slot)));
            value(object.value(slot), indent);
        }
    }

    private void value(RegoValue value, String indent) {
        switch (value) {
            case RegoObject child
            when child.size() > 0 -> {
                out.append('\n');
                object(child, indent + STEP);
            }
            case RegoArray elements
            when elements.size() > 0 -> {
                out.append('\n');
                elements.toList().forEach(each -> element(each, indent + STEP));
            }
            default -> out.append(STEP).append(scalar(value)).append('\n');
        }
    }

    /// An object of scalars fits in the line of its dash.
    private void element(RegoValue value, String indent) {
        out.append(indent).append("-");
        if (value instanceof RegoObject object && isFlat(object)) {
            for (int slot : object.sortedSlots()) {
                out.append(' ').append(scalar(object.key(slot))).append(' ').append(scalar(object.value(slot)));
            }
            out.append('\n');
        } else if (value instanceof RegoObject object) {
            out.append('\n');
            object(object, indent + STEP);
        } else {
            out.append(' ').append(scalar(value)).append('\n');
        }
    }

    private static boolean isFlat(RegoObject object) {
        for (int slot : object.sortedSlots()) {
            if (object.value(slot) instanceof RegoObject || object.value(slot) instanceof RegoArray) {
                return false;
            }
        }
        return true;
    }

    private static String scalar(RegoValue value) {
        return value instanceof RegoString text ? text.value() : RegoJson.write(value);
    }
}
