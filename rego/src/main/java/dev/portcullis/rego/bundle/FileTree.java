package dev.portcullis.rego.bundle;

import java.util.SortedMap;
import java.util.function.Predicate;

/// The files of a bundle, wherever they are kept.
public interface FileTree {
    /// Reads the files whose path is wanted, in the order of their paths, so that equal trees read equally.
    ///
    /// @param wanted told paths relative to the bundle, separated by `/`, without a leading one
    /// @throws BundleException when a file cannot be read, is not within the tree, or a limit is exceeded
    SortedMap<String, byte[]> read(Predicate<String> wanted, BundleLimits limits) throws BundleException;
}
