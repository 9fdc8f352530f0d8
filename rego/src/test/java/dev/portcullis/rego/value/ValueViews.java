package dev.portcullis.rego.value;

import org.jspecify.annotations.Nullable;

/// The same values in implementations of their own, as a protobuf or a snapshot row would be: nothing cached, slots
/// in reverse.
final class ValueViews {
    private ValueViews() {}

    static RegoValue view(RegoValue value) {
        return switch (value) {
            case RegoArray array -> new ArrayView(array);
            case RegoObject object -> new ObjectView(object);
            case RegoNull _, RegoBoolean _, RegoNumber _, RegoString _, RegoSet _ -> value;
        };
    }

    private static final class ArrayView extends RegoArray {
        private final RegoArray array;

        ArrayView(RegoArray array) {
            this.array = array;
        }

        @Override
        public int size() {
            return array.size();
        }

        @Override
        public RegoValue get(int index) {
            return view(array.get(index));
        }
    }

    private static final class ObjectView extends RegoObject {
        private final RegoObject object;

        ObjectView(RegoObject object) {
            this.object = object;
        }

        @Override
        public int size() {
            return object.size();
        }

        @Override
        public @Nullable RegoValue get(RegoValue key) {
            RegoValue value = object.get(key);
            return value == null ? null : view(value);
        }

        @Override
        public RegoValue key(int slot) {
            return view(object.key(object.size() - 1 - slot));
        }

        @Override
        public RegoValue value(int slot) {
            return view(object.value(object.size() - 1 - slot));
        }
    }
}
