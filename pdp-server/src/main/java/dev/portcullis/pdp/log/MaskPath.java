package dev.portcullis.pdp.log;

import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A place in a record that is left out before the record is stored, such as `context.address`. In an array it concerns
/// every element.
///
/// @param text as configured
/// @param part the part of the record it lies in
/// @param keys from there, at least one unless the whole part is meant
record MaskPath(String text, Part part, List<RegoString> keys) {
    /// Known members of `context` that have members of their own and are left out as a whole.
    private static final Set<String> WHOLE = Set.of("task", "session", "approval", "requested_scopes");

    MaskPath {
        keys = List.copyOf(keys);
    }

    /// The parts of a record in which something may be left out. Who, what, which, when and the effect always stay.
    enum Part {
        SUBJECT_PROPERTIES("subject.properties"),
        SUBJECT_ACTOR_CHAIN("subject.actor_chain"),
        ACTION_PROPERTIES("action.properties"),
        RESOURCE_PROPERTIES("resource.properties"),
        CONTEXT("context"),
        LINEAGE("lineage"),
        ROWS("rows"),
        LABELS("answer.labels"),
        OBLIGATIONS("answer.obligations");

        private final String prefix;

        Part(String prefix) {
            this.prefix = prefix;
        }

        private boolean holds(String path) {
            return path.equals(prefix) || path.startsWith(prefix + ".");
        }
    }

    /// Reads a path.
    ///
    /// @throws IllegalArgumentException with a sentence that says what can be left out
    static MaskPath of(String text) {
        for (Part part : Part.values()) {
            if (part.holds(text)) {
                return of(text, part);
            }
        }
        throw new IllegalArgumentException(
                "`" + text + "` cannot be masked, what can lies below " + String.join(", ", prefixes()));
    }

    private static MaskPath of(String text, Part part) {
        String rest = text.length() == part.prefix.length() ? "" : text.substring(part.prefix.length() + 1);
        List<String> words =
                rest.isEmpty() && text.length() == part.prefix.length() ? List.of() : List.of(rest.split("\\.", -1));
        if (words.contains("")) {
            throw new IllegalArgumentException("`" + text + "` has an empty name between its dots");
        }
        int least = part == Part.ROWS || part == Part.OBLIGATIONS ? 2 : 0;
        if (words.size() < least) {
            throw new IllegalArgumentException("`" + text + "` is too wide, name a member below it such as `"
                    + (part == Part.ROWS ? "rows.owners.email" : "answer.obligations.notify.to") + "`");
        }
        if (part == Part.SUBJECT_ACTOR_CHAIN && !words.isEmpty()) {
            throw new IllegalArgumentException("`subject.actor_chain` is masked as a whole");
        }
        if (part == Part.CONTEXT && words.size() > 1 && WHOLE.contains(words.getFirst())) {
            throw new IllegalArgumentException("`context." + words.getFirst() + "` is masked as a whole");
        }
        return new MaskPath(text, part, words.stream().map(RegoString::of).toList());
    }

    private static List<String> prefixes() {
        return List.of(Part.values()).stream().map(part -> part.prefix).toList();
    }

    /// The name at a position; empty behind the last one.
    String key(int index) {
        return index < keys.size() ? keys.get(index).value() : "";
    }

    /// An object without what this path names; the same object when it is not there.
    ///
    /// @param from position of the first name that counts
    RegoObject without(RegoObject object, int from) {
        if (from == keys.size()) {
            return RegoObject.empty();
        }
        RegoString key = keys.get(from);
        RegoValue value = object.get(key);
        if (value == null) {
            return object;
        }
        RegoValue kept = from + 1 == keys.size() ? null : below(value, from + 1);
        return kept == value ? object : replaced(object, key, kept);
    }

    private RegoValue below(RegoValue value, int from) {
        return switch (value) {
            case RegoObject object -> without(object, from);
            case RegoArray array -> withoutInElements(array, from);
            default -> value;
        };
    }

    private RegoArray withoutInElements(RegoArray array, int from) {
        RegoValue[] elements = new RegoValue[array.size()];
        boolean changed = false;
        for (int i = 0; i < elements.length; i++) {
            RegoValue element = array.get(i);
            elements[i] = below(element, from);
            changed |= elements[i] != element;
        }
        return changed ? RegoArray.of(elements) : array;
    }

    private static RegoObject replaced(RegoObject object, RegoString key, @Nullable RegoValue kept) {
        RegoObject.Builder copy = RegoObject.builder();
        for (int slot = 0, n = object.size(); slot < n; slot++) {
            if (!object.key(slot).equals(key)) {
                copy.put(object.key(slot), object.value(slot));
            }
        }
        return kept == null ? copy.build() : copy.put(key, kept).build();
    }
}
