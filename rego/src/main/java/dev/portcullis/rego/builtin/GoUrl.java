package dev.portcullis.rego.builtin;

import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/// A URL taken apart as Go's `net/url` does it. Works on bytes, one per char.
final class GoUrl {
    private static final String UNRESERVED_MARKS = "-_.~";
    /// What stands unescaped in each part, besides letters, digits and the marks above.
    private static final String IN_PATH = "$&+,/:;=@";

    private static final String IN_HOST = "!$&'()*+,;=:[]<>\"";
    private static final String IN_USER = "-._:~!$&'()*+,;=%@";

    private String scheme = "";
    private String host = "";
    private String path = "";
    private String rawPath = "";
    private String rawQuery = "";
    private String fragment = "";

    private GoUrl() {}

    /// The components that are not empty.
    ///
    /// @throws BuiltinException in Go's words when `url` is none
    static RegoObject parse(RegoString url) throws BuiltinException {
        String text = new String(url.utf8(), StandardCharsets.ISO_8859_1);
        int hash = text.indexOf('#');
        String withoutFragment = hash < 0 ? text : text.substring(0, hash);
        GoUrl parsed = new GoUrl();
        try {
            parsed.readAll(withoutFragment);
        } catch (BuiltinException e) {
            throw new BuiltinException("parse " + string(withoutFragment) + ": " + e.getMessage());
        }
        try {
            parsed.fragment = hash < 0 ? "" : unescape(text.substring(hash + 1), Part.FRAGMENT);
        } catch (BuiltinException e) {
            throw new BuiltinException("parse " + url + ": " + e.getMessage());
        }
        return parsed.components();
    }

    private RegoObject components() {
        RegoObject.Builder object = RegoObject.builder();
        int colon = host.lastIndexOf(':');
        boolean hasPort = colon >= 0 && isOptionalPort(host.substring(colon));
        String name = hasPort ? host.substring(0, colon) : host;
        boolean bracketed = name.startsWith("[") && name.endsWith("]");
        put(object, "scheme", scheme);
        put(object, "hostname", bracketed ? name.substring(1, name.length() - 1) : name);
        put(object, "port", hasPort ? host.substring(colon + 1) : "");
        put(object, "path", path);
        put(object, "raw_path", rawPath);
        put(object, "raw_query", rawQuery);
        put(object, "fragment", fragment);
        return object.build();
    }

    private static void put(RegoObject.Builder object, String key, String value) {
        if (!value.isEmpty()) {
            object.put(key, string(value));
        }
    }

    private static RegoString string(String bytes) {
        return RegoString.ofUtf8(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    private void readAll(String url) throws BuiltinException {
        if (url.chars().anyMatch(c -> c < ' ' || c == 0x7F)) {
            throw new BuiltinException("net/url: invalid control character in URL");
        }
        if (url.equals("*")) {
            path = "*";
            rawPath = "*";
            return;
        }
        String rest = readScheme(url);
        int question = rest.indexOf('?');
        if (question >= 0) {
            rawQuery = rest.substring(question + 1);
            rest = rest.substring(0, question);
        }
        if (!rest.startsWith("/")) {
            if (!scheme.isEmpty()) {
                return;
            }
            int slash = rest.indexOf('/');
            if ((slash < 0 ? rest : rest.substring(0, slash)).indexOf(':') >= 0) {
                throw new BuiltinException("first path segment in URL cannot contain colon");
            }
        }
        if (rest.startsWith("//") && (!scheme.isEmpty() || !rest.startsWith("///"))) {
            int slash = rest.indexOf('/', 2);
            readAuthority(slash < 0 ? rest.substring(2) : rest.substring(2, slash));
            rest = slash < 0 ? "" : rest.substring(slash);
        }
        path = unescape(rest, Part.PATH);
        rawPath = rest.equals(escapedPath(path)) ? path : rest;
    }

    private String readScheme(String url) throws BuiltinException {
        for (int i = 0; i < url.length(); i++) {
            char c = url.charAt(i);
            if (c == ':') {
                if (i == 0) {
                    throw new BuiltinException("missing protocol scheme");
                }
                scheme = url.substring(0, i).toLowerCase(Locale.ROOT);
                return url.substring(i + 1);
            }
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            boolean later = (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
            if (!letter && !(later && i > 0)) {
                return url;
            }
        }
        return url;
    }

    private void readAuthority(String authority) throws BuiltinException {
        int at = authority.lastIndexOf('@');
        host = readHost(authority.substring(at + 1));
        if (at < 0) {
            return;
        }
        String user = authority.substring(0, at);
        for (int i = 0; i < user.length(); i++) {
            char c = user.charAt(i);
            if (!isLetterOrDigit(c) && IN_USER.indexOf(c) < 0) {
                throw new BuiltinException("net/url: invalid userinfo");
            }
        }
        unescape(user, Part.USER);
    }

    private String readHost(String text) throws BuiltinException {
        int bracket = text.lastIndexOf('[');
        if (bracket > 0) {
            throw new BuiltinException("invalid IP-literal");
        }
        if (bracket == 0) {
            return readBracketed(text);
        }
        int colon = text.indexOf(':');
        if (colon >= 0) {
            boolean strict = scheme.equals("http") || scheme.equals("https");
            checkPort(text.substring(strict ? colon : text.lastIndexOf(':')));
        }
        return unescape(text, Part.HOST);
    }

    private static String readBracketed(String text) throws BuiltinException {
        int close = text.lastIndexOf(']');
        if (close < 0) {
            throw new BuiltinException("missing ']' in host");
        }
        checkPort(text.substring(close + 1));
        String name = text.substring(1, close);
        int zone = name.indexOf("%25");
        String unescaped = zone < 0
                ? unescape(name, Part.HOST)
                : unescape(name.substring(0, zone), Part.HOST) + unescape(name.substring(zone), Part.ZONE);
        try {
            if (IpAddress.parse(unescaped).isV4()) {
                throw new BuiltinException("invalid IP-literal");
            }
        } catch (BuiltinException e) {
            String message = String.valueOf(e.getMessage());
            throw message.startsWith("ParseAddr") ? new BuiltinException("invalid host: " + message) : e;
        }
        return "[" + unescaped + "]" + text.substring(close + 1);
    }

    private static void checkPort(String port) throws BuiltinException {
        if (!isOptionalPort(port)) {
            throw new BuiltinException("invalid port " + string(port) + " after host");
        }
    }

    private static boolean isOptionalPort(String port) {
        return port.isEmpty() || (port.startsWith(":") && port.chars().skip(1).allMatch(c -> c >= '0' && c <= '9'));
    }

    private static String escapedPath(String path) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (isUnreserved((byte) c) || IN_PATH.indexOf(c) >= 0) {
                out.append(c);
            } else {
                appendEscaped((byte) c, out);
            }
        }
        return out.toString();
    }

    /// Whether a byte stands for itself in every part of a URL.
    static boolean isUnreserved(byte b) {
        return isLetterOrDigit((char) (b & 0xFF)) || UNRESERVED_MARKS.indexOf(b) >= 0;
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    static void appendEscaped(byte b, StringBuilder out) {
        out.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
    }

    /// Where in a URL a text stands, which decides what it may contain.
    enum Part {
        PATH,
        USER,
        HOST,
        ZONE,
        QUERY,
        FRAGMENT
    }

    /// The bytes of an escaped part of a query.
    ///
    /// @throws BuiltinException `invalid URL escape "%x"`
    static byte[] unescape(byte[] text) throws BuiltinException {
        return unescape(new String(text, StandardCharsets.ISO_8859_1), Part.QUERY)
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String unescape(String text, Part part) throws BuiltinException {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                out.append(unescaped(text, i, part));
                i += 2;
            } else if (c == '+' && part == Part.QUERY) {
                out.append(' ');
            } else {
                boolean checked = part == Part.HOST || part == Part.ZONE;
                if (checked && c < 0x80 && !isHostByte(c)) {
                    throw new BuiltinException("invalid character " + string(Character.toString(c)) + " in host name");
                }
                out.append(c);
            }
        }
        return out.toString();
    }

    private static char unescaped(String text, int at, Part part) throws BuiltinException {
        String escape = text.substring(at, Math.min(text.length(), at + 3));
        boolean wellFormed = escape.length() == 3
                && Character.digit(escape.charAt(1), 16) >= 0
                && Character.digit(escape.charAt(2), 16) >= 0;
        char value = wellFormed ? (char) Integer.parseInt(escape.substring(1), 16) : 0;
        boolean isPercent = escape.equals("%25");
        boolean forbidden = (part == Part.HOST && value < 0x80 && !isPercent)
                || (part == Part.ZONE && !isPercent && value != ' ' && !isHostByte(value));
        if (!wellFormed || forbidden) {
            throw new BuiltinException("invalid URL escape " + string(escape));
        }
        return value;
    }

    private static boolean isHostByte(char c) {
        return isUnreserved((byte) c) || IN_HOST.indexOf(c) >= 0;
    }
}
