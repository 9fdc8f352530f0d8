/// The Rego engine: [RegoCompiler] turns sources into [CompiledPolicies], [CompiledPolicies#bind] adds base data, and
/// an
/// [Entrypoint] evaluates a document for one input. Threads share all of them.
@org.jspecify.annotations.NullMarked
package dev.portcullis.rego;
