package dev.portcullis.cli.grpc;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.portcullis.proto.pdp.v1.Field;
import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoBoolean;
import dev.portcullis.rego.value.RegoNull;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoSet;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// JSON in the shape of the protocol to messages of the protocol: keys are the protocol's field names, `properties` are
/// JSON objects, other lists are arrays. Strict: an unknown key, a null and a value of another kind are errors.
final class JsonMessages {
    private JsonMessages() {}

    /// Sets the fields that `json` has.
    ///
    /// @param path where `json` stands in its document, for errors; empty for the document itself
    static void fill(RegoObject json, Message.Builder message, String path) throws RequestException {
        for (int slot : json.sortedSlots()) {
            String key = json.key(slot) instanceof RegoString name ? name.value() : "";
            String at = path.isEmpty() ? key : path + "." + key;
            FieldDescriptor field = message.getDescriptorForType().findFieldByName(key);
            if (field == null) {
                throw new RequestException("unknown key `" + at + "`" + hint(key, message));
            }
            fillField(field, json.value(slot), message, at);
        }
    }

    private static void fillField(FieldDescriptor field, RegoValue json, Message.Builder message, String at)
            throws RequestException {
        if (isProperties(field)) {
            for (Field property : fields(json, at)) {
                message.addRepeatedField(field, property);
            }
        } else if (field.isRepeated()) {
            if (!(json instanceof RegoArray elements)) {
                throw wrongKind(at, json, "an array");
            }
            for (int i = 0; i < elements.size(); i++) {
                message.addRepeatedField(field, single(field, elements.get(i), message, at + "[" + i + "]"));
            }
        } else {
            message.setField(field, single(field, json, message, at));
        }
    }

    private static boolean isProperties(FieldDescriptor field) {
        return field.isRepeated()
                && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
                && field.getMessageType() == Field.getDescriptor();
    }

    private static Object single(FieldDescriptor field, RegoValue json, Message.Builder parent, String at)
            throws RequestException {
        return switch (field.getJavaType()) {
            case STRING ->
                switch (json) {
                    case RegoString text -> text.value();
                    default -> throw wrongKind(at, json, "a string");
                };
            case BOOLEAN ->
                switch (json) {
                    case RegoBoolean truth -> truth.value();
                    default -> throw wrongKind(at, json, "true or false");
                };
            case LONG ->
                integer(json).<RequestException>orElseThrow(() -> wrongKind(at, json, "an integer of 64 bits"));
            case MESSAGE -> {
                if (!(json instanceof RegoObject object)) {
                    throw wrongKind(at, json, "an object");
                }
                Message.Builder child = parent.newBuilderForField(field);
                fill(object, child, at);
                yield child.build();
            }
            case INT, FLOAT, DOUBLE, BYTE_STRING, ENUM ->
                throw new AssertionError("BUG: a request has no field of type " + field.getType());
        };
    }

    private static List<Field> fields(RegoValue json, String at) throws RequestException {
        if (!(json instanceof RegoObject object)) {
            throw wrongKind(at, json, "an object");
        }
        var fields = new java.util.ArrayList<Field>(object.size());
        for (int slot : object.sortedSlots()) {
            String name = object.key(slot) instanceof RegoString key ? key.value() : "";
            fields.add(Field.newBuilder()
                    .setName(name)
                    .setValue(ValueMapping.toProto(object.value(slot)))
                    .build());
        }
        return fields;
    }

    /// The value of a number that is written as an integer and fits in 64 bits.
    static Optional<Long> integer(RegoValue json) {
        if (json instanceof RegoNumber number && number.text().matches("-?[0-9]{1,19}")) {
            try {
                return Optional.of(Long.parseLong(number.text()));
            } catch (NumberFormatException tooBig) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static RequestException wrongKind(String at, RegoValue json, String wanted) {
        String actual = switch (json) {
            case RegoNull _ -> "null; leave out what is not known";
            case RegoBoolean _ -> "a boolean";
            case RegoNumber number -> "the number " + number.text();
            case RegoString _ -> "a string";
            case RegoArray _ -> "an array";
            case RegoObject _ -> "an object";
            case RegoSet _ -> "a set";
        };
        return new RequestException("`" + at + "` must be " + wanted + ", not " + actual);
    }

    private static String hint(String key, Message.Builder message) {
        List<String> known = message.getDescriptorForType().getFields().stream()
                .map(FieldDescriptor::getName)
                .toList();
        return known.stream()
                .filter(name -> distance(key, name) <= 1 + name.length() / 4)
                .min(Comparator.comparingInt(name -> distance(key, name)))
                .map(name -> "; did you mean `" + name + "`?")
                .orElse("; known are " + String.join(", ", known));
    }

    /// How many letters to insert, delete or replace.
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
