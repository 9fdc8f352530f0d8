/// The plan: what an evaluation executes, in the words of OPA's intermediate representation, plus what OPA's plan
/// files
/// drop (rule identity, spans). [Planner] makes it from the analysed tree; interpreter and code generator run it.
/// Knows
/// nothing of running.
@org.jspecify.annotations.NullMarked
package dev.portcullis.rego.plan;
