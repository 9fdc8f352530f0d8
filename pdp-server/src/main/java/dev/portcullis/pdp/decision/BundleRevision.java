package dev.portcullis.pdp.decision;

/// Which version of a bundle.
///
/// @param name name of the bundle
/// @param revision its manifest's revision; empty when it has none
public record BundleRevision(String name, String revision) {}
