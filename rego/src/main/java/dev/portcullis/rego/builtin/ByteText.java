package dev.portcullis.rego.builtin;

import dev.portcullis.rego.value.RegoString;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Strings as Java text on which searching and cutting mean what they mean on Go's bytes: UTF-16 when all strings of
/// a call are valid UTF-8, else one char for each byte.
record ByteText(boolean isBytes) {
    static final ByteText BYTES = new ByteText(true);
    static final ByteText CHARS = new ByteText(false);

    static ByteText of(RegoString first, RegoString second) {
        return first.isValidUtf8() && second.isValidUtf8() ? CHARS : BYTES;
    }

    static RegoString join(List<RegoString> pieces) {
        ByteText form = pieces.stream().allMatch(RegoString::isValidUtf8) ? CHARS : BYTES;
        StringBuilder joined = new StringBuilder();
        pieces.forEach(piece -> joined.append(form.text(piece)));
        return form.string(joined.toString());
    }

    String text(RegoString string) {
        return isBytes ? new String(string.utf8(), StandardCharsets.ISO_8859_1) : string.value();
    }

    RegoString string(String text) {
        return isBytes ? RegoString.ofUtf8(text.getBytes(StandardCharsets.ISO_8859_1)) : RegoString.of(text);
    }
}
