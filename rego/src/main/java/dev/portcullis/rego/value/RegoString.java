package dev.portcullis.rego.value;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A string as Go has them: a sequence of bytes, usually UTF-8. Equality, order and hash are those of the bytes.
/// Valid UTF-8 is held as a Java string; anything else as raw bytes, written out with U+FFFD for what is invalid.
public final class RegoString extends RegoValue {
    public static final RegoString EMPTY = new RegoString("", null);

    private static final int MOST_NAMES = 1 << 16;
    private static final int LONGEST_NAME = 128;
    private static final Map<String, RegoString> NAMES = new ConcurrentHashMap<>();

    private final String text;
    private final byte @Nullable [] raw;

    private RegoString(String text, byte @Nullable [] raw) {
        super(STRING);
        this.text = text;
        this.raw = raw;
    }

    /// A string value; unpaired surrogates become U+FFFD, as they have no UTF-8 form.
    public static RegoString of(String text) {
        if (text.isEmpty()) {
            return EMPTY;
        }
        return new RegoString(hasUnpairedSurrogate(text) ? repaired(text) : text, null);
    }

    /// A name that code or a policy spells, such as a key: the same object for the same text, so that finding
    /// it among the keys of an object is mostly a comparison of references. Names are never forgotten; beyond
    /// a limit this is [#of].
    public static RegoString name(String text) {
        RegoString known = NAMES.get(text);
        if (known != null) {
            return known;
        }
        RegoString name = of(text);
        if (NAMES.size() >= MOST_NAMES || text.length() > LONGEST_NAME) {
            return name;
        }
        RegoString first = NAMES.putIfAbsent(name.text, name);
        return first == null ? name : first;
    }

    /// A string value of these bytes, whether or not they are valid UTF-8.
    public static RegoString ofUtf8(byte[] bytes) {
        String decoded = new String(bytes, StandardCharsets.UTF_8);
        boolean valid = decoded.indexOf('\uFFFD') < 0 || Arrays.equals(decoded.getBytes(StandardCharsets.UTF_8), bytes);
        return valid ? of(decoded) : new RegoString(Utf8.decode(bytes), bytes.clone());
    }

    /// The text, with U+FFFD where bytes are not valid UTF-8.
    public String value() {
        return text;
    }

    /// The bytes.
    public byte[] utf8() {
        return raw == null ? text.getBytes(StandardCharsets.UTF_8) : raw.clone();
    }

    /// Whether [#value] is exact.
    public boolean isValidUtf8() {
        return raw == null;
    }

    boolean sameString(RegoString other) {
        return raw == null ? other.raw == null && text.equals(other.text) : Arrays.equals(raw, other.raw);
    }

    int compareString(RegoString other) {
        return raw == null && other.raw == null
                ? compareCodePoints(text, other.text)
                : Arrays.compareUnsigned(utf8(), other.utf8());
    }

    @Override
    public int hashCode() {
        return raw == null ? text.hashCode() : Arrays.hashCode(raw);
    }

    /// UTF-16 order differs from UTF-8 byte order only where a surrogate meets a unit above the surrogate range.
    private static int compareCodePoints(String left, String right) {
        int shared = Math.min(left.length(), right.length());
        for (int i = 0; i < shared; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                boolean surrogateA = Character.isSurrogate(a);
                boolean surrogateB = Character.isSurrogate(b);
                return surrogateA == surrogateB ? Character.compare(a, b) : surrogateA ? 1 : -1;
            }
        }
        return Integer.compare(left.length(), right.length());
    }

    /// Most texts have no surrogate at all, and every string of a request comes through here.
    private static boolean hasUnpairedSurrogate(String text) {
        for (int i = 0, n = text.length(); i < n; i++) {
            if (text.charAt(i) >= Character.MIN_SURROGATE) {
                return hasUnpairedSurrogate(text, i);
            }
        }
        return false;
    }

    private static boolean hasUnpairedSurrogate(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return true;
            }
        }
        return false;
    }

    private static String repaired(String text) {
        StringBuilder fixed = new StringBuilder(text.length());
        text.codePoints().forEach(c -> fixed.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c));
        return fixed.toString();
    }
}
