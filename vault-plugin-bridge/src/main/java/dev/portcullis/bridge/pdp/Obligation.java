package dev.portcullis.bridge.pdp;

import java.util.Map;

/// A condition on an answer.
///
/// @param type such as `max_ttl`
/// @param properties its parameters by name; what they mean depends on the type
public record Obligation(String type, Map<String, PropertyValue> properties) {
    public Obligation {
        properties = Map.copyOf(properties);
    }
}
