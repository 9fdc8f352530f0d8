package dev.portcullis.conformance;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The repository's files, without what builds leave behind.
public final class WorkTree {
    private static final Set<String> SKIPPED = Set.of(".git", ".idea", ".vscode", ".peers", ".demo", "node_modules");

    private WorkTree() {}

    /// The root of the repository.
    public static Path root() {
        String root = System.getProperty("portcullis.root");
        if (root == null) {
            throw new AssertionError("BUG: surefire does not set portcullis.root");
        }
        return Path.of(root);
    }

    /// All files whose names end so, sorted.
    static List<Path> files(String ending) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(root(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return isBuildOutput(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.getFileName().toString().endsWith(ending)) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        found.sort(null);
        return found;
    }

    /// A folder called `target` is Maven's only beside a pom: bundles have packages of that name.
    private static boolean isBuildOutput(Path folder) {
        String name = folder.getFileName().toString();
        return SKIPPED.contains(name) || (name.equals("target") && Files.exists(folder.resolveSibling("pom.xml")));
    }
}
