/// What the compiler knows before planning: one class per phase, each returning a new tree or a list of diagnostics.
/// The
/// order is visible in [dev.portcullis.rego.RegoCompiler]. Entry types: [Resolver], [RuleTree], [SafetyCheck].
@org.jspecify.annotations.NullMarked
package dev.portcullis.rego.analysis;
