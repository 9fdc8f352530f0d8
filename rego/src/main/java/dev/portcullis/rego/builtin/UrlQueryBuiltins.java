package dev.portcullis.rego.builtin;

import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoJson;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoSet;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// OPA's `urlquery`: query strings as Go's `net/url` writes and reads them.
final class UrlQueryBuiltins {
    private UrlQueryBuiltins() {}

    static void define(Builtins.Builder to) {
        to.define("urlquery.encode", (_, args) -> RegoString.of(escape(Operands.string(args, 1))));
        to.define("urlquery.decode", (_, args) -> unescape(Operands.string(args, 1)));
        to.define("urlquery.encode_object", (_, args) -> encode(Operands.object(args, 1)));
        to.define("urlquery.decode_object", (_, args) -> decode(Operands.string(args, 1)));
    }

    private static String escape(RegoString string) {
        StringBuilder out = new StringBuilder();
        for (byte b : string.utf8()) {
            if (b == ' ') {
                out.append('+');
            } else if (GoUrl.isUnreserved(b)) {
                out.append((char) b);
            } else {
                GoUrl.appendEscaped(b, out);
            }
        }
        return out.toString();
    }

    private static RegoString unescape(RegoString string) throws BuiltinException {
        return RegoString.ofUtf8(GoUrl.unescape(string.utf8()));
    }

    private static RegoString encode(RegoObject object) throws BuiltinException {
        Map<RegoString, List<RegoString>> query = new TreeMap<>();
        for (int slot : object.sortedSlots()) {
            RegoValue key = object.key(slot);
            RegoString name = key instanceof RegoString string ? string : RegoString.of(RegoJson.writeEscaped(key));
            query.put(name, values(object.value(slot)));
        }
        StringBuilder out = new StringBuilder();
        query.forEach((name, values) -> {
            for (RegoString value : values) {
                out.append(out.isEmpty() ? "" : "&")
                        .append(escape(name))
                        .append('=')
                        .append(escape(value));
            }
        });
        return RegoString.of(out.toString());
    }

    private static List<RegoString> values(RegoValue value) throws BuiltinException {
        if (value instanceof RegoString string) {
            return List.of(string);
        }
        List<RegoString> values = new ArrayList<>();
        RegoArray elements = value instanceof RegoSet set ? set.toArray() : RegoArray.of(value);
        for (RegoValue element : (value instanceof RegoArray array ? array : elements).toList()) {
            if (!(element instanceof RegoString string)) {
                throw BuiltinException.operand(1, "values must be string, array[string], or set[string]");
            }
            values.add(string);
        }
        return values;
    }

    private static RegoObject decode(RegoString query) throws BuiltinException {
        ByteText form = ByteText.of(query, query);
        Map<RegoString, List<RegoValue>> values = new TreeMap<>();
        for (String pair : form.text(query).split("&", -1)) {
            if (pair.indexOf(';') >= 0) {
                throw new BuiltinException("invalid semicolon separator in query");
            }
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            RegoString name = unescape(form.string(equals < 0 ? pair : pair.substring(0, equals)));
            RegoString value = equals < 0 ? RegoString.EMPTY : unescape(form.string(pair.substring(equals + 1)));
            values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
        }
        RegoObject.Builder object = RegoObject.builder();
        values.forEach((name, list) -> object.put(name, RegoArray.copyOf(list)));
        return object.build();
    }
}
