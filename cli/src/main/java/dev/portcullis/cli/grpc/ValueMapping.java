package dev.portcullis.cli.grpc;

import dev.portcullis.proto.pdp.v1.Field;
import dev.portcullis.proto.pdp.v1.ListValue;
import dev.portcullis.proto.pdp.v1.NullValue;
import dev.portcullis.proto.pdp.v1.ObjectValue;
import dev.portcullis.proto.pdp.v1.Value;
import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoBoolean;
import dev.portcullis.rego.value.RegoNull;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoSet;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.util.List;

/// Open-ended values between JSON and the protocol, without losing a digit.
final class ValueMapping {
    private ValueMapping() {}

    static Value toProto(RegoValue json) {
        Value.Builder value = Value.newBuilder();
        switch (json) {
            case RegoNull _ -> value.setNullValue(NullValue.NULL_VALUE_NULL);
            case RegoBoolean truth -> value.setBoolValue(truth.value());
            case RegoNumber number ->
                JsonMessages.integer(number)
                        .ifPresentOrElse(value::setIntValue, () -> value.setNumberText(number.text()));
            case RegoString text -> value.setStringValue(text.value());
            case RegoArray array -> value.setListValue(list(array));
            case RegoSet set -> value.setListValue(list(set.toArray()));
            case RegoObject object -> value.setObjectValue(object(object));
        }
        return value.build();
    }

    private static ListValue list(RegoArray array) {
        ListValue.Builder values = ListValue.newBuilder();
        array.toList().forEach(element -> values.addValues(toProto(element)));
        return values.build();
    }

    private static ObjectValue object(RegoObject object) {
        ObjectValue.Builder fields = ObjectValue.newBuilder();
        for (int slot : object.sortedSlots()) {
            String name = object.key(slot) instanceof RegoString key ? key.value() : "";
            fields.addFields(Field.newBuilder().setName(name).setValue(toProto(object.value(slot))));
        }
        return fields.build();
    }

    /// The value; what a newer server may send and this version does not know becomes null.
    static RegoValue toJson(Value value) {
        return switch (value.getKindCase()) {
            case BOOL_VALUE -> RegoBoolean.of(value.getBoolValue());
            case INT_VALUE -> RegoNumber.of(value.getIntValue());
            case NUMBER_TEXT -> number(value.getNumberText());
            case STRING_VALUE -> RegoString.of(value.getStringValue());
            case LIST_VALUE ->
                RegoArray.copyOf(value.getListValue().getValuesList().stream()
                        .map(ValueMapping::toJson)
                        .toList());
            case OBJECT_VALUE -> toJson(value.getObjectValue().getFieldsList());
            case NULL_VALUE, KIND_NOT_SET -> RegoNull.NULL_VALUE;
        };
    }

    /// Fields as one object.
    static RegoObject toJson(List<Field> fields) {
        RegoObject.Builder object = RegoObject.builder();
        fields.forEach(field -> object.put(field.getName(), toJson(field.getValue())));
        return object.build();
    }

    private static RegoValue number(String text) {
        try {
            return RegoNumber.parse(text);
        } catch (NumberFormatException notJson) {
            return RegoString.of(text);
        }
    }
}
