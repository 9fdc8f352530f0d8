/// What an evaluation is given and what it yields: the part of the engine's API that the outside touches per
/// decision.
/// Knows nothing of syntax or plans.
@org.jspecify.annotations.NullMarked
package dev.portcullis.rego.eval;
