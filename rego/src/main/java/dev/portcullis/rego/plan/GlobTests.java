package dev.portcullis.rego.plan;

import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoNull;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a constant glob asks of a value: the text before its first wildcard. OPA indexes only globs whose parts
/// between delimiters are names or `*`; for others a value that is no string has to reach the call, and fail there.
final class GlobTests {
    private static final String MAY_BE_MALFORMED = "\\[]{}";

    private GlobTests() {}

    /// Null when the constants say nothing, or make the call fail.
    static @Nullable List<RuleTest> of(@Nullable RegoValue pattern, @Nullable RegoValue delimiters) {
        if (!(pattern instanceof RegoString glob) || !glob.isValidUtf8() || !areDelimiters(delimiters)) {
            return null;
        }
        String text = glob.value();
        if (text.chars().anyMatch(character -> MAY_BE_MALFORMED.indexOf(character) >= 0)) {
            return null;
        }
        List<RuleTest> tests = new ArrayList<>();
        tests.add(new RuleTest.Prefix(RegoString.of(text.split("[*?]", 2)[0])));
        if (!isIndexedByOpa(text, delimiters)) {
            for (byte kind = RegoValue.NULL; kind <= RegoValue.SET; kind++) {
                if (kind != RegoValue.STRING) {
                    tests.add(new RuleTest.Kind(kind));
                }
            }
        }
        return tests;
    }

    private static boolean areDelimiters(@Nullable RegoValue delimiters) {
        return delimiters instanceof RegoNull
                || (delimiters instanceof RegoArray array
                        && array.toList().stream()
                                .allMatch(one -> one instanceof RegoString text
                                        && text.value()
                                                        .codePointCount(
                                                                0, text.value().length())
                                                == 1));
    }

    /// No delimiter means a dot, as it does for the call.
    private static boolean isIndexedByOpa(String glob, @Nullable RegoValue delimiters) {
        if (!(delimiters instanceof RegoArray array)) {
            return false;
        }
        List<RegoValue> all = array.size() == 0 ? List.of(RegoString.of(".")) : array.toList();
        String either = all.stream()
                .map(one -> Pattern.quote(((RegoString) one).value()))
                .collect(Collectors.joining("|"));
        return Arrays.stream(glob.split(either, -1))
                .allMatch(part -> part.equals("*") || (part.indexOf('*') < 0 && part.indexOf('?') < 0));
    }
}
