package dev.portcullis.rego.builtin;

import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoBoolean;
import dev.portcullis.rego.value.RegoNull;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.util.Set;
import java.util.TreeSet;

/// OPA's `glob`. Compiled patterns are cached.
final class GlobBuiltins {
    private static final int CACHED_PATTERNS = 1_000;
    private static final String SPECIAL = "*?\\[]{}";

    private final BoundedCache<Key, GlobPattern> patterns = new BoundedCache<>(CACHED_PATTERNS);

    private GlobBuiltins() {}

    static void define(Builtins.Builder to) {
        GlobBuiltins glob = new GlobBuiltins();
        to.defineUnchecked("glob.match", glob::match);
        to.define("glob.quote_meta", (_, args) -> quote(Operands.string(args, 1)));
    }

    /// @param delimiters the second argument as it was given
    private record Key(RegoString pattern, RegoValue delimiters) {}

    private RegoBoolean match(BuiltinContext context, RegoValue[] args) throws BuiltinException {
        if (!(args[0] instanceof RegoString pattern)) {
            throw BuiltinException.operand(1, "string", args[0].typeName());
        }
        Key key = new Key(pattern, args[1]);
        GlobPattern glob = patterns.get(key);
        Set<Integer> delimiters = glob == null ? delimiters(args[1]) : Set.of();
        if (!(args[2] instanceof RegoString text)) {
            throw BuiltinException.operand(3, "string", args[2].typeName());
        }
        if (glob == null) {
            glob = GlobPattern.parse(pattern, delimiters);
            patterns.put(key, glob);
        }
        return RegoBoolean.of(glob.matches(context, text.value()));
    }

    /// None for null, a dot for an empty array.
    private static Set<Integer> delimiters(RegoValue value) throws BuiltinException {
        if (value instanceof RegoNull) {
            return Set.of();
        }
        if (!(value instanceof RegoArray array)) {
            throw BuiltinException.operand(2, "one of {array, null}", value.typeName());
        }
        Set<Integer> delimiters = new TreeSet<>();
        for (RegoValue element : array.toList()) {
            if (!(element instanceof RegoString delimiter)) {
                throw BuiltinException.element(2, array, "string", element);
            }
            String text = delimiter.value();
            if (text.codePointCount(0, text.length()) != 1) {
                throw BuiltinException.element(2, array, "rune", element);
            }
            delimiters.add(text.codePointAt(0));
        }
        return delimiters.isEmpty() ? Set.of((int) '.') : delimiters;
    }

    private static RegoString quote(RegoString string) {
        String text = string.value();
        StringBuilder quoted = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            quoted.append(SPECIAL.indexOf(text.charAt(i)) >= 0 ? "\\" : "").append(text.charAt(i));
        }
        return RegoString.of(quoted.toString());
    }
}
