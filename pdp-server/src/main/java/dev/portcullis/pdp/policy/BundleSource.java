package dev.portcullis.pdp.policy;

import dev.portcullis.pdp.decision.Shadow;
import dev.portcullis.rego.bundle.BundleException;
import dev.portcullis.rego.bundle.BundleLimits;
import dev.portcullis.rego.bundle.BundleReader;
import dev.portcullis.rego.bundle.BundleResult;
import dev.portcullis.rego.bundle.FileTree;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a bundle is kept.
///
/// @param name what decisions and logs call it
/// @param path a directory, or a `.tar.gz`
/// @param signing how it has to be signed; null trusts the disk it is on
/// @param shadow the trial it is on; null when its answers are enforced
public record BundleSource(
        String name,
        Path path,
        @Nullable BundleSigning signing,
        @Nullable Shadow shadow) {
    /// A bundle that is trusted as the disk it is on, and enforced.
    public static BundleSource unsigned(String name, Path path) {
        return new BundleSource(name, path, null, null);
    }

    /// Changes with the bundle's files, and with the keys that verify them.
    String stamp(BundleLimits limits) throws BundleException {
        return signing == null
                ? FileTree.at(path).stamp(BundleReader::isWanted, limits)
                : FileTree.at(path).stamp(_ -> true, limits) + signing.stamp();
    }

    BundleResult read(BundleLimits limits) {
        try {
            return new BundleReader(limits)
                    .read(name, FileTree.at(path), signing == null ? null : signing.verification());
        } catch (BundleException unusable) {
            return new BundleResult.Rejected(List.of(unusable.diagnostic()));
        }
    }
}
