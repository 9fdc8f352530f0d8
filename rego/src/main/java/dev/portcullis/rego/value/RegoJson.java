package dev.portcullis.rego.value;

import java.nio.charset.StandardCharsets;

/// JSON text to values and back. Numbers keep their exact text. Of equal keys in one object the last wins, as in Go.
public final class RegoJson {
    private RegoJson() {}

    /// Reads one JSON document; anything but white space behind it is an error.
    ///
    /// @throws JsonException when the text is not JSON or exceeds a limit
    public static RegoValue read(byte[] utf8, JsonLimits limits) throws JsonException {
        return new JsonParser(utf8, limits).document();
    }

    /// Reads one JSON document within [JsonLimits#DOCUMENT].
    public static RegoValue read(byte[] utf8) throws JsonException {
        return read(utf8, JsonLimits.DOCUMENT);
    }

    /// Reads one JSON document within [JsonLimits#DOCUMENT].
    public static RegoValue read(String text) throws JsonException {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Compact JSON with sorted keys. Sets become sorted arrays; keys that are no strings become their JSON text,
    /// and of keys with one text the last in value order stays.
    public static String write(RegoValue value) {
        StringBuilder out = new StringBuilder();
        JsonPrinter.COMPACT.print(value, out, 0);
        return out.toString();
    }

    /// As [#write], indented by two spaces.
    public static String writePretty(RegoValue value) {
        StringBuilder out = new StringBuilder();
        JsonPrinter.PRETTY.print(value, out, 0);
        return out.toString();
    }

    /// As [#write], with `<`, `>` and `&` escaped: what `json.marshal` gives.
    public static String writeEscaped(RegoValue value) {
        StringBuilder out = new StringBuilder();
        new JsonPrinter("", null, true).print(value, out, 0);
        return out.toString();
    }

    /// As [#writeEscaped], over several lines, as Go's `json.MarshalIndent`.
    ///
    /// @param prefix what starts every line but the first
    /// @param indent what a line is indented by per level
    public static String writeEscaped(RegoValue value, String prefix, String indent) {
        StringBuilder out = new StringBuilder();
        new JsonPrinter(prefix, indent, true).print(value, out, 0);
        return out.toString();
    }

    /// Whether a text is one JSON document within [JsonLimits#DOCUMENT]; numbers may be of any size.
    public static boolean isValid(byte[] utf8) {
        try {
            new JsonParser(utf8, JsonLimits.DOCUMENT).ignoringNumbers().document();
            return true;
        } catch (JsonException e) {
            return false;
        }
    }
}
