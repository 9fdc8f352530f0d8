package dev.portcullis.rego.builtin;

import dev.portcullis.rego.value.JsonLimits;
import dev.portcullis.rego.value.RegoBoolean;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import dev.portcullis.rego.value.RegoYaml;
import dev.portcullis.rego.value.YamlException;

/// YAML text to values and back.
final class YamlBuiltins {
    private YamlBuiltins() {}

    static void define(Builtins.Builder to) {
        to.define("yaml.marshal", (_, args) -> marshal(args[0]));
        to.define("yaml.unmarshal", (_, args) -> unmarshal(Operands.string(args, 1)));
        to.defineUnchecked("yaml.is_valid", (_, args) -> RegoBoolean.of(isValid(args[0])));
    }

    private static RegoString marshal(RegoValue value) throws BuiltinException {
        try {
            return RegoString.of(RegoYaml.write(value));
        } catch (YamlException e) {
            throw new BuiltinException(String.valueOf(e.getMessage()));
        }
    }

    private static RegoValue unmarshal(RegoString text) throws BuiltinException {
        try {
            return RegoYaml.read(text.value(), JsonLimits.DOCUMENT);
        } catch (YamlException e) {
            throw new BuiltinException(String.valueOf(e.getMessage()));
        }
    }

    private static boolean isValid(RegoValue text) {
        try {
            return text instanceof RegoString string && unmarshal(string).kind() >= 0;
        } catch (BuiltinException e) {
            return false;
        }
    }
}
