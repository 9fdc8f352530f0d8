/// From text to tree: lexer and parser of Rego v0, v1 and v2 as OPA 1.22.2 reads them, with OPA's error texts and
/// places. Entry type: [dev.portcullis.rego.syntax.Parser]. Knows nothing of name resolution, builtins or evaluation.
@org.jspecify.annotations.NullMarked
package dev.portcullis.rego.syntax;
