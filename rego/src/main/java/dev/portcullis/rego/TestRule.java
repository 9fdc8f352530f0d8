package dev.portcullis.rego;

import dev.portcullis.rego.source.Span;
import java.util.List;

/// A test: a rule whose name starts with `test_`, which holds when its value is `true`.
///
/// @param packageName such as `data.portcullis`
/// @param name below the package, such as `test_owner_is_known`
/// @param path of the test's document below `data`
/// @param span where the rule stands
/// @param skipped whether the name starts with `todo_test_`: it is only reported
/// @param hasCases whether the document is an object with a value for each case
public record TestRule(
        String packageName, String name, List<String> path, Span span, boolean skipped, boolean hasCases) {
    public TestRule {
        path = List.copyOf(path);
    }
}
