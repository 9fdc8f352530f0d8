package dev.portcullis.conformance.suite;

import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoBoolean;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One case of OPA's suite, as the oracle's operation `cases` gives it (`conformance-tests/oracle/README.md`).
///
/// @param id file below the set's folder and position in it, such as `strings/test-strings-1.yaml 0`; notes repeat
/// @param input null when there is none
/// @param inputTerm the input as Rego text, which wins over `input`; null when there is none
/// @param wantResult the bindings of every result, compared as a set; null when an error is wanted
/// @param wantError part of the error's text; null when any will do
/// @param wantErrorCode null when any will do
/// @param strictErrors whether an error of a builtin ends the evaluation
/// @param sortBindings whether every bound array is sorted before it is compared
/// @param ignoreGenerated whether variables that OPA made up are left out
record SuiteCase(
        String id,
        String note,
        String query,
        List<String> modules,
        RegoObject data,
        @Nullable RegoValue input,
        @Nullable String inputTerm,
        @Nullable RegoArray wantResult,
        @Nullable String wantError,
        @Nullable String wantErrorCode,
        boolean strictErrors,
        boolean sortBindings,
        boolean ignoreGenerated) {

    static SuiteCase of(RegoObject json) {
        return new SuiteCase(
                text(json, "file") + " " + ((RegoNumber) required(json, "index")).text(),
                text(json, "note"),
                text(json, "query"),
                texts(json.get("modules")),
                json.get("data") instanceof RegoObject data ? data : RegoObject.empty(),
                json.get("input"),
                optional(json, "input_term"),
                json.get("want_result") instanceof RegoArray results ? results : null,
                optional(json, "want_error"),
                optional(json, "want_error_code"),
                isTrue(json, "strict_error"),
                isTrue(json, "sort_bindings"),
                isTrue(json, "ignore_generated_vars"));
    }

    /// The first folder of the file, the unit in which results are counted.
    String folder() {
        return id.substring(0, id.indexOf('/'));
    }

    private static RegoValue required(RegoObject json, String key) {
        RegoValue value = json.get(key);
        if (value == null) {
            throw new IllegalArgumentException("a case of the suite has no `" + key + "`: " + json);
        }
        return value;
    }

    private static String text(RegoObject json, String key) {
        return ((RegoString) required(json, key)).value();
    }

    private static @Nullable String optional(RegoObject json, String key) {
        return json.get(key) instanceof RegoString text ? text.value() : null;
    }

    private static boolean isTrue(RegoObject json, String key) {
        return json.get(key) instanceof RegoBoolean flag && flag.value();
    }

    private static List<String> texts(@Nullable RegoValue value) {
        return value instanceof RegoArray array
                ? array.toList().stream()
                        .map(each -> ((RegoString) each).value())
                        .toList()
                : List.of();
    }
}
