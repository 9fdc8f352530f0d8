package dev.portcullis.rego.builtin;

import dev.portcullis.rego.value.RegoBoolean;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;

/// OPA's `uri`.
final class UriBuiltins {
    private UriBuiltins() {}

    static void define(Builtins.Builder to) {
        to.define("uri.parse", (_, args) -> GoUrl.parse(Operands.string(args, 1)));
        to.defineUnchecked("uri.is_valid", (_, args) -> RegoBoolean.of(isValid(args[0])));
    }

    /// The empty string is a valid reference, but none that a policy means.
    private static boolean isValid(RegoValue value) {
        if (!(value instanceof RegoString string) || string.utf8().length == 0) {
            return false;
        }
        try {
            GoUrl.parse(string);
            return true;
        } catch (BuiltinException e) {
            return false;
        }
    }
}
