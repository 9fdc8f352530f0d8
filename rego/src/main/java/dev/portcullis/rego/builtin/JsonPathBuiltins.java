package dev.portcullis.rego.builtin;

import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoSet;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `json.filter`, `json.remove` and `json.patch`: documents by paths. A path is a text such as `a/b~1c/0`, with `~1`
/// for a slash and `~0` for a tilde, or an array of keys.
final class JsonPathBuiltins {
    private JsonPathBuiltins() {}

    static void define(Builtins.Builder to) {
        to.define("json.filter", (_, args) -> paths(args).filter(args[0]));
        to.define("json.remove", (_, args) -> paths(args).remove(args[0]));
        to.define("json.patch", (context, args) -> new JsonPatch(context, args[0]).apply(Operands.array(args, 2)));
    }

    private static PathTree paths(RegoValue[] args) throws BuiltinException {
        PathTree tree = new PathTree();
        for (RegoValue path : Operands.elements(args, 2).toList()) {
            tree.add(path(path));
        }
        return tree;
    }

    static List<RegoValue> path(RegoValue path) throws BuiltinException {
        if (path instanceof RegoArray array) {
            return array.toList();
        }
        if (!(path instanceof RegoString string)) {
            throw BuiltinException.operand(
                    2, "one of {set, array} containing string paths or array of path segments", path.typeName());
        }
        List<RegoValue> keys = new ArrayList<>();
        if (string.value().isEmpty()) {
            return keys;
        }
        String relative = string.value().replaceFirst("^/+", "");
        for (String key : relative.split("/", -1)) {
            keys.add(RegoString.of(key.replace("~1", "/").replace("~0", "~")));
        }
        return keys;
    }

    /// Paths that share their beginnings. A tree without children is the end of a path, and covers all below it.
    private static final class PathTree {
        private final Map<RegoValue, PathTree> children = new HashMap<>();
        private boolean isEnd;

        void add(List<RegoValue> path) {
            PathTree node = this;
            for (RegoValue key : path) {
                if (node.isEnd) {
                    return;
                }
                node = node.children.computeIfAbsent(key, _ -> new PathTree());
            }
            node.isEnd = node != this;
        }

        /// What of `value` is on some path.
        RegoValue filter(RegoValue value) {
            if (isEnd) {
                return value;
            }
            return switch (value) {
                case RegoArray array -> {
                    List<RegoValue> kept = new ArrayList<>();
                    for (int i = 0, n = array.size(); i < n; i++) {
                        PathTree child = children.get(index(i));
                        if (child != null) {
                            kept.add(child.filter(array.get(i)));
                        }
                    }
                    yield RegoArray.copyOf(kept);
                }
                case RegoObject object -> {
                    RegoObject.Builder kept = RegoObject.builder();
                    for (int slot = 0, n = object.size(); slot < n; slot++) {
                        PathTree child = children.get(object.key(slot));
                        if (child != null) {
                            kept.put(object.key(slot), child.filter(object.value(slot)));
                        }
                    }
                    yield kept.build();
                }
                case RegoSet set -> {
                    RegoSet.Builder kept = RegoSet.builder();
                    for (int i = 0, n = set.size(); i < n; i++) {
                        PathTree child = children.get(set.element(i));
                        if (child != null) {
                            kept.add(child.filter(set.element(i)));
                        }
                    }
                    yield kept.build();
                }
                case RegoValue scalar -> scalar;
            };
        }

        /// What of `value` is at the end of no path.
        RegoValue remove(RegoValue value) {
            return switch (value) {
                case RegoArray array -> {
                    List<RegoValue> kept = new ArrayList<>();
                    for (int i = 0, n = array.size(); i < n; i++) {
                        RegoValue rest = removeAt(index(i), array.get(i));
                        if (rest != null) {
                            kept.add(rest);
                        }
                    }
                    yield RegoArray.copyOf(kept);
                }
                case RegoObject object -> {
                    RegoObject.Builder kept = RegoObject.builder();
                    for (int slot = 0, n = object.size(); slot < n; slot++) {
                        RegoValue rest = removeAt(object.key(slot), object.value(slot));
                        if (rest != null) {
                            kept.put(object.key(slot), rest);
                        }
                    }
                    yield kept.build();
                }
                case RegoSet set -> {
                    RegoSet.Builder kept = RegoSet.builder();
                    for (int i = 0, n = set.size(); i < n; i++) {
                        RegoValue rest = removeAt(set.element(i), set.element(i));
                        if (rest != null) {
                            kept.add(rest);
                        }
                    }
                    yield kept.build();
                }
                case RegoValue scalar -> scalar;
            };
        }

        private @Nullable RegoValue removeAt(RegoValue key, RegoValue value) {
            PathTree child = children.get(key);
            if (child == null) {
                return value;
            }
            return child.isEnd ? null : child.remove(value);
        }

        /// Positions in arrays are texts in a path, even where the path is an array.
        private static RegoString index(int position) {
            return RegoString.of(Integer.toString(position));
        }
    }
}
