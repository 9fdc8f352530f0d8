/// Static types of Rego values: what the type checker and the declarations of builtins speak about. Entry type: [Type].
/// Knows values, nothing of policies.
@org.jspecify.annotations.NullMarked
package dev.portcullis.rego.types;
