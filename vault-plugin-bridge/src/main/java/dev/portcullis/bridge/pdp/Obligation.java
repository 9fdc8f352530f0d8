package dev.portcullis.bridge.pdp;

import java.util.Map;

/// A condition on an answer.
///
/// @param type such as `max_ttl`
/// @param properties its parameters by name; what they mean depends on the type
public record Obligation(String type, Map<String, PropertyValue> properties) {
    private static final long MOST = 10L * 365 * 24 * 3600;

    public Obligation {
        properties = Map.copyOf(properties);
    }

    /// A property that is a whole number of at least 1, such as seconds or a count; 0 when it is anything else, or
    /// beyond
    /// ten years of seconds, which nobody means.
    public long positive(String property) {
        return properties.get(property) instanceof PropertyValue.Whole(long value) && value > 0 && value <= MOST
                ? value
                : 0;
    }
}
