/// What is wrong with the estate as it stands: [FindingDerivation] applies the sentences of the finding codes
/// (docs/spec/decision.md) to the graph and to what was derived from it. Pure; the time is an argument.
@org.jspecify.annotations.NullMarked
package dev.portcullis.lineage.finding;
