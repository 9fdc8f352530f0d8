/// What the compiler knows before planning: one class per phase, each returning a new tree or reporting to [Findings].
/// The order is visible in [Analysis]. Safety and recursion are judged on a flat form of the rules ([Expansion]), which
/// is
/// not what is planned. Entry types: [Analysis], [RuleTree].
@org.jspecify.annotations.NullMarked
package dev.portcullis.rego.analysis;
