package dev.portcullis.rego.analysis;

import dev.portcullis.rego.ast.Rule;
import dev.portcullis.rego.value.RegoValue;
import java.util.List;

/// All rules that define one document: what is planned as one function.
///
/// @param path of the document below `data`
/// @param rules in source order; heads may continue below the path with parts that are not constant
public record RuleGroup(List<RegoValue> path, Kind kind, List<Rule> rules) {
    public RuleGroup {
        path = List.copyOf(path);
        rules = List.copyOf(rules);
    }

    /// What the rules build.
    public enum Kind {
        /// One value.
        COMPLETE,
        /// A set, from `contains`.
        SET,
        /// An object, from heads with parts behind the path.
        OBJECT,
        /// A function of arguments.
        FUNCTION
    }

    /// The dotted name, such as `data.a.p`.
    public String name() {
        return Documents.text(path);
    }

    /// The number of parameters of a function; 0 for documents.
    public int arity() {
        List<?> parameters = rules.getFirst().head().arguments();
        return parameters == null ? 0 : parameters.size();
    }
}
