/// What a credential or a role opens, for whom: [ReachDerivation] turns resolved grants and trust into sinks. Pure.
/// Must not know owners, baselines or findings.
@org.jspecify.annotations.NullMarked
package dev.portcullis.lineage.reach;
