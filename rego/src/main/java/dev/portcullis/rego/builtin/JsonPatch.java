package dev.portcullis.rego.builtin;

import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoBoolean;
import dev.portcullis.rego.value.RegoNull;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoSet;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The operations of RFC 6902, applied one after the other to a document; as in OPA, sets can be patched too: their
/// elements are their keys.
final class JsonPatch {
    private final BuiltinContext context;
    private @Nullable RegoValue root;

    JsonPatch(BuiltinContext context, RegoValue root) {
        this.context = context;
        this.root = root;
    }

    /// The patched document; null when the whole of it was removed.
    @Nullable
    RegoValue apply(RegoArray operations) throws BuiltinException {
        for (RegoValue operation : operations.toList()) {
            if (!(operation instanceof RegoObject object)) {
                throw new BuiltinException(
                        "must be an array of JSON-Patch objects, but at least one element is not an object");
            }
            apply(object);
        }
        return root;
    }

    private void apply(RegoObject operation) throws BuiltinException {
        RegoValue target = attribute(operation, "path");
        RegoValue op = attribute(operation, "op");
        if (!(op instanceof RegoString name)) {
            throw new BuiltinException("attribute 'op' must be a string but found: " + op.typeName());
        }
        List<RegoValue> path = JsonPathBuiltins.path(target);
        switch (name.value()) {
            case "add" -> insert(path, attribute(operation, "value"));
            case "remove" -> delete(path);
            case "replace" -> {
                delete(path);
                insert(path, attribute(operation, "value"));
            }
            case "move" -> {
                List<RegoValue> from = JsonPathBuiltins.path(attribute(operation, "from"));
                RegoValue moved = find(from);
                delete(from);
                insert(path, moved);
            }
            case "copy" -> insert(path, find(JsonPathBuiltins.path(attribute(operation, "from"))));
            case "test" -> {
                RegoValue found = find(path);
                RegoValue value = attribute(operation, "value");
                if (!found.equals(value)) {
                    throw new BuiltinException(
                            "value from EditTree != patch value.\n\nExpected: " + value + "\n\nFound: " + found);
                }
            }
            case String other -> throw new BuiltinException("unrecognized op: '" + other + "'");
        }
    }

    private static RegoValue attribute(RegoObject operation, String name) throws BuiltinException {
        RegoValue value = operation.get(name);
        if (value == null) {
            throw new BuiltinException("missing required attribute '" + name + "'");
        }
        return value;
    }

    private void insert(List<RegoValue> path, RegoValue value) throws BuiltinException {
        root = path.isEmpty()
                ? value
                : edited(existing("insert"), path, 0, (parent, key) -> withInserted(parent, key, value));
    }

    private void delete(List<RegoValue> path) throws BuiltinException {
        RegoValue document = existing("delete");
        root = path.isEmpty() ? null : edited(document, path, 0, JsonPatch::without);
    }

    private RegoValue find(List<RegoValue> path) throws BuiltinException {
        RegoValue found = root;
        if (found == null) {
            throw new BuiltinException("nil value encountered where composite value was expected");
        }
        for (RegoValue key : path) {
            found = child(found, key);
        }
        return found;
    }

    private RegoValue existing(String operation) throws BuiltinException {
        if (root == null) {
            throw new BuiltinException("deleted node encountered during " + operation + " operation");
        }
        return root;
    }

    /// What becomes of the parent of the last key.
    private interface Edit {
        RegoValue apply(RegoValue parent, RegoValue key) throws BuiltinException;
    }

    private RegoValue edited(RegoValue node, List<RegoValue> path, int at, Edit edit) throws BuiltinException {
        RegoValue key = path.get(at);
        context.charge(1L + size(node));
        if (at == path.size() - 1) {
            return edit.apply(node, key);
        }
        RegoValue child = child(node, key);
        return withChild(node, key, edited(child, path, at + 1, edit));
    }

    private static int size(RegoValue node) {
        return switch (node) {
            case RegoArray array -> array.size();
            case RegoObject object -> object.size();
            case RegoSet set -> set.size();
            case RegoNull _, RegoBoolean _, RegoNumber _, RegoString _ -> 0;
        };
    }

    private static RegoValue child(RegoValue node, RegoValue key) throws BuiltinException {
        RegoValue child = switch (node) {
            case RegoArray array -> {
                long index = index(array, key);
                yield index >= 0 && index < array.size() ? array.get((int) index) : null;
            }
            case RegoObject object -> object.get(key);
            case RegoSet set -> set.find(key);
            case RegoNull _, RegoBoolean _, RegoNumber _, RegoString _ ->
                throw new BuiltinException(
                        "expected composite type for path " + key + ", found value: " + scalar(node));
        };
        if (child == null) {
            RegoValue shown = node instanceof RegoArray array ? RegoNumber.of(index(array, key)) : key;
            throw new BuiltinException("path " + shown + " does not exist in " + node.typeName() + " term " + node);
        }
        return child;
    }

    /// A value with its type as OPA names it.
    private static String scalar(RegoValue value) {
        String type = value.typeName();
        return value + " (type: ast." + Character.toUpperCase(type.charAt(0)) + type.substring(1) + ")";
    }

    private static RegoValue withChild(RegoValue node, RegoValue key, RegoValue child) throws BuiltinException {
        if (node instanceof RegoArray array) {
            RegoValue[] elements = array.toList().toArray(RegoValue[]::new);
            elements[(int) index(array, key)] = child;
            return RegoArray.of(elements);
        }
        if (node instanceof RegoSet set) {
            return SetBuiltins.union(SetBuiltins.difference(set, RegoSet.of(key)), RegoSet.of(child));
        }
        return withEntry((RegoObject) node, key, child);
    }

    private static RegoObject withEntry(RegoObject object, RegoValue key, RegoValue value) {
        RegoObject.Builder entries = RegoObject.builder();
        for (int slot = 0, n = object.size(); slot < n; slot++) {
            entries.put(object.key(slot), object.value(slot));
        }
        return entries.put(key, value).build();
    }

    private static RegoValue withInserted(RegoValue parent, RegoValue key, RegoValue value) throws BuiltinException {
        return switch (parent) {
            case RegoArray array -> {
                long index = index(array, key);
                if (index < 0 || index > array.size()) {
                    throw new BuiltinException("index for array insertion out of bounds");
                }
                RegoValue[] longer = new RegoValue[array.size() + 1];
                for (int i = 0; i < longer.length; i++) {
                    longer[i] = i == index ? value : array.get(i < index ? i : i - 1);
                }
                yield RegoArray.of(longer);
            }
            case RegoObject object -> withEntry(object, key, value);
            case RegoSet set -> {
                if (!key.equals(value)) {
                    throw new BuiltinException("set key " + key + " does not equal value to be inserted " + value);
                }
                yield SetBuiltins.union(set, RegoSet.of(value));
            }
            case RegoNull _, RegoBoolean _, RegoNumber _, RegoString _ ->
                throw new BuiltinException("expected composite type, found value: " + scalar(parent));
        };
    }

    private static RegoValue without(RegoValue parent, RegoValue key) throws BuiltinException {
        return switch (parent) {
            case RegoArray array -> {
                long index = index(array, key);
                if (index < 0 || index >= array.size()) {
                    throw new BuiltinException("index for array delete out of bounds");
                }
                RegoValue[] shorter = new RegoValue[array.size() - 1];
                for (int i = 0; i < shorter.length; i++) {
                    shorter[i] = array.get(i < index ? i : i + 1);
                }
                yield RegoArray.of(shorter);
            }
            case RegoObject object -> {
                if (object.get(key) == null) {
                    throw missing(key);
                }
                RegoObject.Builder rest = RegoObject.builder();
                for (int slot = 0, n = object.size(); slot < n; slot++) {
                    if (!object.key(slot).equals(key)) {
                        rest.put(object.key(slot), object.value(slot));
                    }
                }
                yield rest.build();
            }
            case RegoSet set -> {
                if (!set.contains(key)) {
                    throw missing(key);
                }
                yield SetBuiltins.difference(set, RegoSet.of(key));
            }
            case RegoNull _, RegoBoolean _, RegoNumber _, RegoString _ ->
                throw new BuiltinException("expected composite type, found value: " + scalar(parent));
        };
    }

    private static BuiltinException missing(RegoValue key) {
        return new BuiltinException("cannot delete child key " + key + " that does not exist");
    }

    /// The position a key means; `-` is the one behind the last element.
    private static long index(RegoArray array, RegoValue key) throws BuiltinException {
        if (key instanceof RegoNumber number) {
            if (!number.isPlainLong()) {
                throw new BuiltinException("invalid number type for indexing");
            }
            return number.decimalValue().longValueExact();
        }
        if (!(key instanceof RegoString string)) {
            throw new BuiltinException("invalid type for indexing");
        }
        String text = string.value();
        if (text.equals("-")) {
            return array.size();
        }
        if (!text.matches("[+-]?[0-9]{1,18}")) {
            throw new BuiltinException("invalid string for indexing");
        }
        if (text.startsWith("0") && text.length() > 1) {
            throw new BuiltinException("leading zeros are not allowed in JSON paths");
        }
        return Long.parseLong(text);
    }
}
