/// Running a plan: the interpreter, and what it keeps during one evaluation. Undefined is `null` here and leaves this
/// package only as [dev.portcullis.rego.eval.EvaluationResult.Undefined]. Entry type: [Interpreter].
@org.jspecify.annotations.NullMarked
package dev.portcullis.rego.runtime;
