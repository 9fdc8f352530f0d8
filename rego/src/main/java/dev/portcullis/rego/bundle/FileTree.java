package dev.portcullis.rego.bundle;

import java.nio.file.Path;
import java.util.SortedMap;
import java.util.function.Predicate;

/// The files of a bundle, wherever they are kept.
public interface FileTree {
    /// Reads the files whose path is wanted, in the order of their paths, so that equal trees read equally.
    ///
    /// @param wanted told paths relative to the bundle, separated by `/`, without a leading one
    /// @throws BundleException when a file cannot be read, is not within the tree, or a limit is exceeded
    SortedMap<String, byte[]> read(Predicate<String> wanted, BundleLimits limits) throws BundleException;

    /// Changes when one of the wanted files is edited, added, removed or replaced; made without reading any.
    ///
    /// @throws BundleException as [#read]
    String stamp(Predicate<String> wanted, BundleLimits limits) throws BundleException;

    /// The tree at a path: a directory, or a `.tar.gz`.
    static FileTree at(Path path) {
        return path.toString().endsWith(".tar.gz") ? new ArchiveTree(path) : new DirectoryTree(path);
    }
}
