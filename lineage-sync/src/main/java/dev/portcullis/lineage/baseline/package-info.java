/// What is normal: [BaselineDerivation] turns observed uses and approved expectations into tuples and into the
/// summary of each thing's use. Pure; the time is an argument. Must not know reach or findings.
@org.jspecify.annotations.NullMarked
package dev.portcullis.lineage.baseline;
