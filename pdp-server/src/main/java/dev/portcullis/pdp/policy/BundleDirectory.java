package dev.portcullis.pdp.policy;

import java.nio.file.Path;

/// A bundle kept as a directory.
///
/// @param name what decisions and logs call it
public record BundleDirectory(String name, Path directory) {}
