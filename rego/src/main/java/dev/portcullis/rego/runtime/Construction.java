package dev.portcullis.rego.runtime;

import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoSet;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A collection under construction. It lives in a local until something reads it, and becomes a value then.
sealed interface Construction {
    RegoValue finish();

    /// An array being appended to.
    record OfArray(List<RegoValue> elements) implements Construction {
        OfArray(int capacity) {
            this(new ArrayList<>(capacity));
        }

        @Override
        public RegoValue finish() {
            return RegoArray.copyOf(elements);
        }
    }

    /// A set being added to.
    record OfSet(RegoSet.Builder builder) implements Construction {
        @Override
        public RegoValue finish() {
            return builder.build();
        }
    }

    /// An object being inserted into; inserts along a path keep nested constructions beside the plain entries.
    final class OfObject implements Construction {
        private final RegoObject.Builder entries = RegoObject.builder();
        private java.util.@Nullable Map<RegoValue, Construction> nested;

        @Nullable
        RegoValue get(RegoValue key) {
            return entries.get(key);
        }

        void put(RegoValue key, RegoValue value) {
            entries.put(key, value);
        }

        /// Inserts along a path. Returns false when something else is already there.
        boolean insert(RegoValue[] path, int at, RegoValue value, boolean asElement) {
            RegoValue key = path[at];
            boolean last = at == path.length - 1;
            if (last && !asElement) {
                RegoValue present = entries.get(key);
                if (present == null && (nested == null || !nested.containsKey(key))) {
                    entries.put(key, value);
                    return true;
                }
                return present != null && present.equals(value);
            }
            if (entries.get(key) != null) {
                return false;
            }
            if (nested == null) {
                nested = new java.util.LinkedHashMap<>();
            }
            Construction inner = nested.computeIfAbsent(key, _ -> last ? new OfSet(RegoSet.builder()) : new OfObject());
            return switch (inner) {
                case OfSet set
                when last -> {
                    set.builder().add(value);
                    yield true;
                }
                case OfObject object when !last -> object.insert(path, at + 1, value, asElement);
                case OfSet _, OfObject _, OfArray _ -> false;
            };
        }

        @Override
        public RegoValue finish() {
            if (nested != null) {
                nested.forEach((key, construction) -> entries.put(key, construction.finish()));
                nested = null;
            }
            return entries.build();
        }
    }
}
