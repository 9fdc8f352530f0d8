package dev.portcullis.rego.bundle;

import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/// A bundle held in memory, for tests of what does not depend on where files are kept.
final class InMemoryTree implements FileTree {
    private final SortedMap<String, byte[]> files = new TreeMap<>();

    InMemoryTree with(String path, String content) {
        files.put(path, content.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    InMemoryTree with(String path, byte[] content) {
        files.put(path, content);
        return this;
    }

    InMemoryTree without(String path) {
        files.remove(path);
        return this;
    }

    @Override
    public SortedMap<String, byte[]> read(Predicate<String> wanted, BundleLimits limits) {
        SortedMap<String, byte[]> selected = new TreeMap<>(files);
        selected.keySet().removeIf(wanted.negate());
        return selected;
    }

    @Override
    public String stamp(Predicate<String> wanted, BundleLimits limits) {
        return String.valueOf(files.keySet());
    }
}
