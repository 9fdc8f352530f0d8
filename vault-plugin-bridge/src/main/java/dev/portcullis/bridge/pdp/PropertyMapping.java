package dev.portcullis.bridge.pdp;

import dev.portcullis.proto.pdp.v1.Field;
import dev.portcullis.proto.pdp.v1.ListValue;
import dev.portcullis.proto.pdp.v1.NullValue;
import dev.portcullis.proto.pdp.v1.ObjectValue;
import dev.portcullis.proto.pdp.v1.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Properties to and from the wire.
final class PropertyMapping {
    /// Deepest nesting that is read.
    private static final int DEPTH = 32;

    private PropertyMapping() {}

    /// @throws UnaskableException when a text is not valid Unicode
    static List<Field> fromProperties(Map<String, PropertyValue> properties) throws UnaskableException {
        List<Field> fields = new ArrayList<>(properties.size());
        for (Map.Entry<String, PropertyValue> property : properties.entrySet()) {
            fields.add(Field.newBuilder()
                    .setName(UnaskableException.checked(property.getKey()))
                    .setValue(fromValue(property.getValue()))
                    .build());
        }
        return fields;
    }

    private static Value fromValue(PropertyValue value) throws UnaskableException {
        Value.Builder message = Value.newBuilder();
        switch (value) {
            case PropertyValue.Nothing _ -> message.setNullValue(NullValue.NULL_VALUE_NULL);
            case PropertyValue.Truth(boolean truth) -> message.setBoolValue(truth);
            case PropertyValue.Whole(long whole) -> message.setIntValue(whole);
            case PropertyValue.Decimal(String text) -> message.setNumberText(UnaskableException.checked(text));
            case PropertyValue.Text(String text) -> message.setStringValue(UnaskableException.checked(text));
            case PropertyValue.Values(List<PropertyValue> values) -> {
                ListValue.Builder list = ListValue.newBuilder();
                for (PropertyValue each : values) {
                    list.addValues(fromValue(each));
                }
                message.setListValue(list);
            }
            case PropertyValue.Fields(Map<String, PropertyValue> fields) ->
                message.setObjectValue(ObjectValue.newBuilder().addAllFields(fromProperties(fields)));
        }
        return message.build();
    }

    /// @throws MalformedAnswerException when a name occurs twice or a value is none
    static Map<String, PropertyValue> toProperties(List<Field> fields) throws MalformedAnswerException {
        return toProperties(fields, DEPTH);
    }

    private static Map<String, PropertyValue> toProperties(List<Field> fields, int depth)
            throws MalformedAnswerException {
        Map<String, PropertyValue> properties = HashMap.newHashMap(fields.size());
        for (Field field : fields) {
            if (properties.put(field.getName(), toValue(field.getValue(), depth)) != null) {
                throw new MalformedAnswerException("the property `" + field.getName() + "` occurs twice");
            }
        }
        return properties;
    }

    private static PropertyValue toValue(Value value, int depth) throws MalformedAnswerException {
        if (depth == 0) {
            throw new MalformedAnswerException("a property is nested deeper than " + DEPTH);
        }
        return switch (value.getKindCase()) {
            case NULL_VALUE -> new PropertyValue.Nothing();
            case BOOL_VALUE -> new PropertyValue.Truth(value.getBoolValue());
            case INT_VALUE -> new PropertyValue.Whole(value.getIntValue());
            case NUMBER_TEXT -> new PropertyValue.Decimal(value.getNumberText());
            case STRING_VALUE -> new PropertyValue.Text(value.getStringValue());
            case LIST_VALUE -> {
                List<PropertyValue> values = new ArrayList<>();
                for (Value each : value.getListValue().getValuesList()) {
                    values.add(toValue(each, depth - 1));
                }
                yield new PropertyValue.Values(values);
            }
            case OBJECT_VALUE ->
                new PropertyValue.Fields(toProperties(value.getObjectValue().getFieldsList(), depth - 1));
            case KIND_NOT_SET -> throw new MalformedAnswerException("a property has no value");
        };
    }
}
