package dev.portcullis.rego.value;

/// YAML text to values and back, as OPA does it: by way of JSON, so keys are strings and numbers are doubles or
/// integers of 64 bits.
public final class RegoYaml {
    private RegoYaml() {}

    /// Reads the first document of a text, null of none. Further documents must be well-formed.
    ///
    /// @throws YamlException when the text is not YAML, exceeds a limit, or says what JSON cannot
    public static RegoValue read(String text, JsonLimits limits) throws YamlException {
        return new YamlReader(text, limits).read();
    }

    /// Block style, indented by two spaces.
    ///
    /// @throws YamlException for a string with a character that YAML does not allow
    public static String write(RegoValue value) throws YamlException {
        return YamlWriter.write(value);
    }
}
