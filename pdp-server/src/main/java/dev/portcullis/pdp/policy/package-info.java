/// Bundles on their way to decisions: [BundleWatcher] notices a change, [BundleActivation] checks and compiles, and
/// the active state is swapped. Must not know facts, doors or configuration.
@org.jspecify.annotations.NullMarked
package dev.portcullis.pdp.policy;
