package dev.portcullis.cli.testing;

import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoBoolean;
import dev.portcullis.rego.value.RegoJson;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// One case of a test, or a group of cases.
///
/// @param cases the cases of a group, sorted by name; empty for a single case
public record CaseResult(String name, boolean failed, List<CaseResult> cases) {
    public CaseResult {
        cases = List.copyOf(cases);
    }

    /// The cases of a test: what its document says of each, and as failed those it reached but does not hold.
    ///
    /// @param document the test's value
    /// @param reached paths of the cases the evaluation came to
    static List<CaseResult> of(RegoValue document, List<RegoArray> reached) {
        Node root = Node.of(document);
        reached.forEach(path -> root.reach(path, 0));
        return root.results();
    }

    /// How many single cases failed or not.
    long count(boolean wanted) {
        return cases.isEmpty()
                ? (failed == wanted ? 1 : 0)
                : cases.stream().mapToLong(each -> each.count(wanted)).sum();
    }

    /// A case while results are put together.
    private static final class Node {
        private final TreeMap<String, Node> cases = new TreeMap<>();
        private boolean failed;

        static Node of(RegoValue value) {
            Node node = new Node();
            if (value instanceof RegoObject object) {
                for (int slot = 0; slot < object.size(); slot++) {
                    Node child = of(object.value(slot));
                    node.cases.put(text(object.key(slot)), child);
                    node.failed |= child.failed;
                }
            } else {
                node.failed = !(value instanceof RegoBoolean flag && flag.value());
            }
            return node;
        }

        /// Marks a case that was reached: it failed unless the document has it. Returns whether it failed.
        boolean reach(RegoArray path, int at) {
            if (at == path.size()) {
                return failed;
            }
            Node child = cases.computeIfAbsent(text(path.get(at)), _ -> {
                Node missing = new Node();
                missing.failed = true;
                return missing;
            });
            boolean below = child.reach(path, at + 1);
            failed |= below;
            return below;
        }

        List<CaseResult> results() {
            List<CaseResult> results = new ArrayList<>();
            cases.forEach((name, node) -> results.add(new CaseResult(name, node.failed, node.results())));
            return results;
        }

        private static String text(RegoValue key) {
            return key instanceof RegoString string ? string.value() : RegoJson.write(key);
        }
    }
}
