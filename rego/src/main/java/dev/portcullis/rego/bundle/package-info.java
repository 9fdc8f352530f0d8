/// Reads OPA bundles: policy files, data and the `.manifest` that says what they may define. Entry types are
/// [BundleReader] for one bundle and [BundleSet] for those that are active together. The format is OPA's (its
/// documentation of bundles); what this engine adds is that `data.lineage` is reserved. Knows the parser, which
/// alone tells where a package belongs, and nothing behind it.
@org.jspecify.annotations.NullMarked
package dev.portcullis.rego.bundle;
