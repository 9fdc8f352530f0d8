package dev.portcullis.rego.bundle;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The documents below `data` that a bundle may define, as paths like `portcullis/credentials`. The empty root
/// stands for everything but `lineage`, which belongs to the snapshot.
public record Roots(List<String> paths) {
    /// The top-level document that no bundle may define.
    public static final String RESERVED = "lineage";

    /// For bundles whose manifest names no roots.
    public static final Roots EVERYTHING = new Roots(List.of(""));

    public Roots {
        paths = paths.stream().map(Roots::trimmed).toList();
    }

    /// Whether `path`, and so everything below it, may be defined.
    public boolean contain(List<String> path) {
        return !isReserved(path) && paths.stream().anyMatch(root -> within(path, segments(root)));
    }

    /// Whether some root lies below `path`, so that an object there may lead to it.
    boolean leadThrough(List<String> path) {
        return paths.stream().anyMatch(root -> within(segments(root), path));
    }

    /// What is wrong with the roots themselves, or null.
    @Nullable
    String problem() {
        for (int i = 0; i < paths.size(); i++) {
            if (isReserved(segments(paths.get(i)))) {
                return "root `" + paths.get(i) + "` is reserved: `data." + RESERVED + "` belongs to the snapshot";
            }
            for (int j = i + 1; j < paths.size(); j++) {
                if (overlap(paths.get(i), paths.get(j))) {
                    return "manifest has overlapped roots: `" + paths.get(i) + "` and `" + paths.get(j) + "`";
                }
            }
        }
        return null;
    }

    /// Whether a document of one could be a document of the other.
    public boolean overlap(Roots other) {
        return paths.stream().anyMatch(mine -> other.paths.stream().anyMatch(theirs -> overlap(mine, theirs)));
    }

    static boolean isReserved(List<String> path) {
        return !path.isEmpty() && path.getFirst().equals(RESERVED);
    }

    private static boolean overlap(String left, String right) {
        List<String> a = segments(left);
        List<String> b = segments(right);
        return within(a, b) || within(b, a);
    }

    private static boolean within(List<String> path, List<String> root) {
        return path.size() >= root.size() && path.subList(0, root.size()).equals(root);
    }

    private static List<String> segments(String root) {
        return root.isEmpty() ? List.of() : Arrays.asList(root.split("/", -1));
    }

    private static String trimmed(String root) {
        int start = 0;
        int end = root.length();
        while (start < end && root.charAt(start) == '/') {
            start++;
        }
        while (end > start && root.charAt(end - 1) == '/') {
            end--;
        }
        return root.substring(start, end);
    }

    /// The paths in brackets, the empty one as `""`.
    @Override
    public String toString() {
        return paths.stream()
                .map(path -> path.isEmpty() ? "\"\"" : path)
                .toList()
                .toString();
    }
}
