package dev.portcullis.bridge.pdp;

import java.util.List;
import java.util.Map;

/// One open-ended value of a property: JSON with 64-bit integers and exact other numbers.
public sealed interface PropertyValue {
    /// JSON null.
    record Nothing() implements PropertyValue {}

    /// true or false.
    record Truth(boolean value) implements PropertyValue {}

    /// An integer of 64 bits.
    record Whole(long value) implements PropertyValue {}

    /// Any other number.
    ///
    /// @param text its exact JSON text, such as `1.10`
    record Decimal(String text) implements PropertyValue {}

    /// Text.
    record Text(String value) implements PropertyValue {}

    /// A list, in order.
    record Values(List<PropertyValue> values) implements PropertyValue {
        public Values {
            values = List.copyOf(values);
        }
    }

    /// An object.
    record Fields(Map<String, PropertyValue> fields) implements PropertyValue {
        public Fields {
            fields = Map.copyOf(fields);
        }
    }
}
