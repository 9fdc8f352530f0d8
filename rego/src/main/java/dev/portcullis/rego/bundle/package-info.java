/// Reads OPA bundles: policy files, data and the `.manifest` that says what they may define. The entry type is
/// [BundleReader]. The format is OPA's (its documentation of bundles); what this engine adds is that
/// `data.lineage` is reserved. Knows nothing of syntax: that packages lie within the roots is checked once they
/// are parsed ([Bundle#checkPackages]).
@org.jspecify.annotations.NullMarked
package dev.portcullis.rego.bundle;
