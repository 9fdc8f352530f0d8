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

    /// Compact JSON with sorted keys. Sets become sorted arrays; keys that are no strings become their JSON text.
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
}
