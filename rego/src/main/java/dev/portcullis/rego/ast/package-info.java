/// The syntax tree of Rego: sealed records, immutable; every node knows its place. The parser makes it, each analysis
/// phase returns a new one. Entry type: [Module]. Knows nothing of evaluation.
@org.jspecify.annotations.NullMarked
package dev.portcullis.rego.ast;
