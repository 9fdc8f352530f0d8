/// The type checker: brings rules into a flat form, infers the types of documents in the order in which they depend on
/// each other, and reports what can never hold. Entry type: [TypeCheck].
@org.jspecify.annotations.NullMarked
package dev.portcullis.rego.typing;
