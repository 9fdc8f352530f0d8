package dev.portcullis.rego.builtin;

import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Compiled patterns by their source, at most `capacity` of them; when full, some other entry makes room. Shared by
/// all evaluations: readers never wait.
final class BoundedCache<K, V> {
    private final Map<K, V> entries = new ConcurrentHashMap<>();
    private final int capacity;

    BoundedCache(int capacity) {
        this.capacity = capacity;
    }

    @Nullable
    V get(K key) {
        return entries.get(key);
    }

    void put(K key, V value) {
        Iterator<K> others = entries.keySet().iterator();
        while (entries.size() >= capacity && others.hasNext()) {
            others.next();
            others.remove();
        }
        entries.put(key, value);
    }
}
