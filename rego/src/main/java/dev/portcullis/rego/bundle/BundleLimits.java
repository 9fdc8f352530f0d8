package dev.portcullis.rego.bundle;

/// Bounds of one bundle. Exceeding one rejects the bundle.
///
/// @param files policy, data and manifest files
/// @param bytes their sizes together
/// @param depth nesting of directories
public record BundleLimits(int files, long bytes, int depth) {
    /// Far above a sane bundle; the size is half of OPA's own default.
    public static final BundleLimits DEFAULT = new BundleLimits(100_000, 512L << 20, 64);
}
