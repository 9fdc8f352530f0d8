package dev.portcullis.rego.builtin;

import dev.portcullis.rego.value.JsonException;
import dev.portcullis.rego.value.RegoBoolean;
import dev.portcullis.rego.value.RegoJson;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;

/// JSON text to values and back: `json.marshal` and its like.
final class JsonBuiltins {
    private JsonBuiltins() {}

    static void define(Builtins.Builder to) {
        to.define("json.marshal", (_, args) -> RegoString.of(RegoJson.writeEscaped(args[0])));
        to.define("json.marshal_with_options", JsonBuiltins::marshal);
        to.define("json.unmarshal", (_, args) -> unmarshal(Operands.string(args, 1)));
        to.defineUnchecked(
                "json.is_valid",
                (_, args) -> RegoBoolean.of(args[0] instanceof RegoString string && RegoJson.isValid(string.utf8())));
    }

    private static RegoValue unmarshal(RegoString text) throws BuiltinException {
        try {
            return RegoJson.read(text.utf8());
        } catch (JsonException e) {
            throw new BuiltinException(String.valueOf(e.getMessage()));
        }
    }

    /// An indent or a prefix asks for several lines, unless `pretty` says otherwise.
    private static RegoString marshal(BuiltinContext context, RegoValue[] args) throws BuiltinException {
        RegoObject options = Operands.object(args, 2);
        String prefix = "";
        String indent = "\t";
        boolean implied = false;
        Boolean explicit = null;
        int[] slots = options.sortedSlots();
        for (int i = 0; i < slots.length; i++) {
            RegoValue value = options.value(slots[i]);
            switch (key(options.key(slots[i]), i)) {
                case "prefix" -> {
                    prefix = text("prefix", value, i);
                    implied = true;
                }
                case "indent" -> {
                    indent = text("indent", value, i);
                    implied = true;
                }
                case "pretty" -> {
                    if (!(value instanceof RegoBoolean pretty)) {
                        throw BuiltinException.operand(2, "key \"pretty\" failed cast to bool");
                    }
                    explicit = pretty.value();
                }
                case String other ->
                    throw BuiltinException.operand(2, "object contained unknown key " + RegoString.of(other));
            }
        }
        boolean pretty = explicit == null ? implied : explicit;
        return RegoString.of(
                pretty ? prefix + RegoJson.writeEscaped(args[0], prefix, indent) : RegoJson.writeEscaped(args[0]));
    }

    private static String key(RegoValue key, int index) throws BuiltinException {
        if (key instanceof RegoString string) {
            return string.value();
        }
        throw BuiltinException.operand(
                2, "failed to stringify key " + key + " at index " + index + ": " + notAString(key, index));
    }

    private static String text(String key, RegoValue value, int index) throws BuiltinException {
        if (value instanceof RegoString string) {
            return string.value();
        }
        throw BuiltinException.operand(2, "key \"" + key + "\" failed cast to string: " + notAString(value, index));
    }

    private static String notAString(RegoValue value, int index) {
        return "operand " + index + " must be string but got " + value.typeName();
    }
}
