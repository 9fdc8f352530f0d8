package dev.portcullis.lineage.connector.vault;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A map that forgets what was touched longest ago once it has `limit` entries.
final class Recent<K, V> {
    private final Map<K, V> entries;

    Recent(int limit) {
        entries = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > limit;
            }
        };
    }

    @Nullable
    V get(K key) {
        return entries.get(key);
    }

    /// @return what was there before; null when nothing was
    @Nullable
    V put(K key, V value) {
        return entries.put(key, value);
    }
}
