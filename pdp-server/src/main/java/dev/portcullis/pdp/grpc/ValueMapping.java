package dev.portcullis.pdp.grpc;

import dev.portcullis.pdp.decision.RequestInvalidException;
import dev.portcullis.proto.pdp.v1.Field;
import dev.portcullis.proto.pdp.v1.ListValue;
import dev.portcullis.proto.pdp.v1.NullValue;
import dev.portcullis.proto.pdp.v1.ObjectValue;
import dev.portcullis.proto.pdp.v1.Value;
import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoBoolean;
import dev.portcullis.rego.value.RegoJson;
import dev.portcullis.rego.value.RegoNull;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoSet;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.util.List;
import java.util.regex.Pattern;

/// Open-ended values between the wire and Rego. To the wire, equal values give equal messages: fields are sorted.
final class ValueMapping {
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    private static final int MAX_NUMBER_CHARACTERS = 400;

    private ValueMapping() {}

    /// The Rego value of a message.
    ///
    /// @param what names the place in the request, for the error
    /// @throws RequestInvalidException when a value is unset, a number is none, or a name occurs twice
    static RegoValue toRego(String what, Value value) throws RequestInvalidException {
        return switch (value.getKindCase()) {
            case NULL_VALUE -> nothing(what, value.getNullValue());
            case BOOL_VALUE -> RegoBoolean.of(value.getBoolValue());
            case INT_VALUE -> RegoNumber.of(value.getIntValue());
            case NUMBER_TEXT -> number(what, value.getNumberText());
            case STRING_VALUE -> RegoString.of(value.getStringValue());
            case LIST_VALUE -> array(what, value.getListValue());
            case OBJECT_VALUE -> toObject(what, value.getObjectValue().getFieldsList());
            case KIND_NOT_SET -> throw new RequestInvalidException("`" + what + "` has a value that is not set");
        };
    }

    /// The Rego object of some fields.
    ///
    /// @throws RequestInvalidException as [#toRego]
    static RegoObject toObject(String what, List<Field> fields) throws RequestInvalidException {
        if (fields.isEmpty()) {
            return RegoObject.empty();
        }
        RegoObject.Builder object = RegoObject.builder();
        for (Field field : fields) {
            object.put(RegoString.of(field.getName()), toRego(what, field.getValue()));
        }
        if (object.size() != fields.size()) {
            throw new RequestInvalidException("`" + what + "` has a name that occurs twice");
        }
        return object.build();
    }

    private static RegoNull nothing(String what, NullValue value) throws RequestInvalidException {
        if (value == NullValue.UNRECOGNIZED) {
            throw new RequestInvalidException("`" + what + "` has a null of a kind that is not known");
        }
        return RegoNull.NULL_VALUE;
    }

    private static RegoArray array(String what, ListValue list) throws RequestInvalidException {
        RegoValue[] elements = new RegoValue[list.getValuesCount()];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = toRego(what, list.getValues(i));
        }
        return RegoArray.of(elements);
    }

    private static RegoNumber number(String what, String text) throws RequestInvalidException {
        if (text.length() > MAX_NUMBER_CHARACTERS) {
            throw new RequestInvalidException("`" + what + "` has a number of " + text.length()
                    + " characters, allowed are " + MAX_NUMBER_CHARACTERS);
        }
        try {
            if (NUMBER.matcher(text).matches()) {
                return RegoNumber.parse(text);
            }
        } catch (NumberFormatException tooBig) {
            throw new RequestInvalidException("`" + what + "` has a number that is too big");
        }
        throw new RequestInvalidException("`" + what + "` has a number that is not JSON");
    }

    /// The message of a value. Sets become sorted lists, keys that are no strings their JSON text, as in JSON
    /// output.
    static Value fromRego(RegoValue value) {
        Value.Builder message = Value.newBuilder();
        return switch (value) {
            case RegoNull _ -> message.setNullValue(NullValue.NULL_VALUE_NULL).build();
            case RegoBoolean bool -> message.setBoolValue(bool.value()).build();
            case RegoNumber number
            when number.isLong() -> message.setIntValue(number.longValue()).build();
            case RegoNumber number -> message.setNumberText(number.text()).build();
            case RegoString text -> message.setStringValue(text.value()).build();
            case RegoArray array -> message.setListValue(list(array)).build();
            case RegoSet set -> message.setListValue(list(set.toArray())).build();
            case RegoObject object ->
                message.setObjectValue(ObjectValue.newBuilder().addAllFields(fromObject(object)))
                        .build();
        };
    }

    /// The fields of an object, in the order of their keys.
    static List<Field> fromObject(RegoObject object) {
        int[] slots = object.sortedSlots();
        Field[] fields = new Field[slots.length];
        for (int i = 0; i < slots.length; i++) {
            RegoValue key = object.key(slots[i]);
            fields[i] = Field.newBuilder()
                    .setName(key instanceof RegoString text ? text.value() : RegoJson.write(key))
                    .setValue(fromRego(object.value(slots[i])))
                    .build();
        }
        return List.of(fields);
    }

    private static ListValue list(RegoArray array) {
        ListValue.Builder list = ListValue.newBuilder();
        for (int i = 0, n = array.size(); i < n; i++) {
            list.addValues(fromRego(array.get(i)));
        }
        return list.build();
    }
}
