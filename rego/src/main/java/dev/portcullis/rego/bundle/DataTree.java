package dev.portcullis.rego.bundle;

import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The data files of a bundle merged into one document. Objects merge key by key; two files may not define the same
/// value, not even equally (as OPA has it).
final class DataTree {
    private final Branch top = new Branch(new LinkedHashMap<>());

    /// Adds the document of one data file at the path of its directory.
    ///
    /// @param file path inside the bundle
    void add(String file, RegoValue document) throws BundleException {
        int slash = file.lastIndexOf('/');
        List<String> path =
                slash < 0 ? List.of() : Arrays.asList(file.substring(0, slash).split("/"));
        Branch branch = top;
        for (int i = 0; i < path.size(); i++) {
            boolean last = i == path.size() - 1;
            if (last && !(document instanceof RegoObject)) {
                put(branch, path.get(i), document, file, path);
                return;
            }
            branch = descend(branch, path.get(i), file, path.subList(0, i + 1));
        }
        if (!(document instanceof RegoObject object)) {
            throw BundleException.rule(file, "root value must be object");
        }
        merge(branch, object, file, path);
    }

    /// Adds a document at the top.
    ///
    /// @param origin named in errors
    void addAtTop(String origin, RegoObject document) throws BundleException {
        merge(top, document, origin, List.of());
    }

    RegoObject build() {
        return build(top);
    }

    private static void merge(Branch into, RegoObject object, String file, List<String> path) throws BundleException {
        for (int slot = 0; slot < object.size(); slot++) {
            String key = ((RegoString) object.key(slot)).value();
            RegoValue value = object.value(slot);
            if (!into.children().containsKey(key)) {
                into.children().put(key, new Leaf(value, file));
                continue;
            }
            List<String> below = append(path, key);
            if (value instanceof RegoObject inner) {
                merge(descend(into, key, file, below), inner, file, below);
            } else {
                throw conflict(into.children().get(key), file, below);
            }
        }
    }

    private static void put(Branch into, String key, RegoValue value, String file, List<String> path)
            throws BundleException {
        Node present = into.children().putIfAbsent(key, new Leaf(value, file));
        if (present != null) {
            throw conflict(present, file, path);
        }
    }

    /// The branch under a key: made when there is none, opened up when another file put a whole object there.
    private static Branch descend(Branch from, String key, String file, List<String> path) throws BundleException {
        Node present = from.children().get(key);
        Branch branch = switch (present) {
            case null -> new Branch(new LinkedHashMap<>());
            case Branch existing -> existing;
            case Leaf(RegoObject object, String origin) -> opened(object, origin);
            case Leaf leaf -> throw conflict(leaf, file, path);
        };
        from.children().put(key, branch);
        return branch;
    }

    private static Branch opened(RegoObject object, String origin) {
        Map<String, Node> children = new LinkedHashMap<>();
        for (int slot = 0; slot < object.size(); slot++) {
            children.put(((RegoString) object.key(slot)).value(), new Leaf(object.value(slot), origin));
        }
        return new Branch(children);
    }

    private static RegoObject build(Branch branch) {
        RegoObject.Builder object = RegoObject.builder();
        branch.children()
                .forEach((key, node) -> object.put(
                        key,
                        switch (node) {
                            case Branch inner -> build(inner);
                            case Leaf(RegoValue value, String _) -> value;
                        }));
        return object.build();
    }

    private static BundleException conflict(Node present, String file, List<String> path) {
        String where = "data." + String.join(".", path);
        String other = present instanceof Leaf(RegoValue _, String origin) ? " in `" + origin + "`" : " below it";
        return BundleException.rule(file, "`" + where + "` is already defined" + other);
    }

    private static List<String> append(List<String> path, String key) {
        List<String> longer = new ArrayList<>(path);
        longer.add(key);
        return longer;
    }

    /// A document under construction.
    private sealed interface Node {}

    /// An object that several files may add to.
    private record Branch(Map<String, Node> children) implements Node {}

    /// What one file defined.
    private record Leaf(RegoValue value, String file) implements Node {}
}
