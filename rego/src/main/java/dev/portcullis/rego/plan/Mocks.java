package dev.portcullis.rego.plan;

import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What `with` replaces around the expression being planned. Functions are planned once per distinct value of this:
/// the
/// *generations* of OPA's plans.
///
/// @param documents paths below `data` whose virtual documents are hidden by a replaced base document
/// @param functions replaced functions: dotted name to a function's name or to the value every call then has
record Mocks(List<List<RegoValue>> documents, Map<String, Replacement> functions) {
    static final Mocks NONE = new Mocks(List.of(), Map.of());

    Mocks {
        documents = List.copyOf(documents);
        functions = Map.copyOf(functions);
    }

    /// What a replaced function does.
    sealed interface Replacement {
        /// Another function is called.
        record ByFunction(Term.Ref function) implements Replacement {}

        /// Every call has this value.
        record ByConstant(RegoValue value) implements Replacement {}

        /// Every call has the value that evaluation put beside the base documents, under `data` and this key: callers
        /// are planned apart and see no variables. The key is no text, so no ref of a policy reaches it.
        record ByBound(RegoValue key) implements Replacement {}
    }

    Mocks withDocument(List<RegoValue> path) {
        List<List<RegoValue>> extended = new ArrayList<>(documents);
        extended.add(path);
        return new Mocks(extended, functions);
    }

    Mocks withFunction(String name, Replacement replacement) {
        Map<String, Replacement> extended = new HashMap<>(functions);
        extended.put(name, replacement);
        return new Mocks(documents, extended);
    }

    /// Inside a replacement nothing is replaced: it may call what it stands for.
    Mocks withoutFunctions() {
        return new Mocks(documents, Map.of());
    }

    @Nullable
    Replacement function(String name) {
        return functions.get(name);
    }

    /// Whether the document at `path` is replaced as a whole.
    boolean hides(List<RegoValue> path) {
        return documents.stream()
                .anyMatch(hidden -> hidden.size() <= path.size()
                        && path.subList(0, hidden.size()).equals(hidden));
    }
}
