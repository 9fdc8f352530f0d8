package dev.portcullis.rego.builtin;

import dev.portcullis.rego.value.JsonException;
import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoBoolean;
import dev.portcullis.rego.value.RegoJson;
import dev.portcullis.rego.value.RegoNull;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoSet;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.List;

/// Reads ground Rego terms for test tables: JSON, raw strings in backticks, and sets.
final class TermReader {
    private final String text;
    private int at;

    TermReader(String text) {
        this.text = text;
    }

    static RegoValue read(String text) {
        TermReader reader = new TermReader(text);
        RegoValue value = reader.value();
        reader.space();
        if (reader.at < text.length()) {
            throw reader.fail();
        }
        return value;
    }

    /// Terms separated by commas up to a closing parenthesis, which is consumed.
    List<RegoValue> arguments() {
        return until(")");
    }

    int position() {
        return at;
    }

    private RegoValue value() {
        space();
        if (accept("set()")) {
            return RegoSet.EMPTY;
        }
        if (accept("null")) {
            return RegoNull.NULL_VALUE;
        }
        if (accept("true")) {
            return RegoBoolean.TRUE;
        }
        if (accept("false")) {
            return RegoBoolean.FALSE;
        }
        if (accept("[")) {
            return RegoArray.copyOf(until("]"));
        }
        if (accept("{")) {
            return braces();
        }
        if (accept("`")) {
            int end = text.indexOf('`', at);
            String raw = text.substring(at, end);
            at = end + 1;
            return RegoString.of(raw);
        }
        return text.charAt(at) == '"' ? string() : number();
    }

    private RegoValue braces() {
        if (accept("}")) {
            return RegoObject.empty();
        }
        RegoValue first = value();
        space();
        if (!accept(":")) {
            List<RegoValue> elements = new ArrayList<>(List.of(first));
            if (accept(",")) {
                elements.addAll(until("}"));
            } else if (!accept("}")) {
                throw fail();
            }
            return RegoSet.copyOf(elements);
        }
        RegoObject.Builder object = RegoObject.builder().put(first, value());
        for (space(); !accept("}"); space()) {
            require(",");
            RegoValue key = value();
            space();
            require(":");
            object.put(key, value());
        }
        return object.build();
    }

    private List<RegoValue> until(String close) {
        List<RegoValue> values = new ArrayList<>();
        for (space(); !accept(close); space()) {
            if (!values.isEmpty()) {
                require(",");
            }
            values.add(value());
        }
        return values;
    }

    private RegoValue string() {
        int end = at + 1;
        while (text.charAt(end) != '"') {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        String json = text.substring(at, end + 1);
        at = end + 1;
        try {
            return RegoJson.read(json);
        } catch (JsonException e) {
            throw fail();
        }
    }

    private RegoValue number() {
        int end = at;
        while (end < text.length() && "+-.0123456789eE".indexOf(text.charAt(end)) >= 0) {
            end++;
        }
        RegoValue number = RegoNumber.parse(text.substring(at, end));
        at = end;
        return number;
    }

    private void space() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }

    private boolean accept(String token) {
        if (text.startsWith(token, at)) {
            at += token.length();
            return true;
        }
        return false;
    }

    private void require(String token) {
        if (!accept(token)) {
            throw fail();
        }
    }

    private IllegalArgumentException fail() {
        return new IllegalArgumentException("no term at column " + (at + 1) + " of `" + text + "`");
    }
}
