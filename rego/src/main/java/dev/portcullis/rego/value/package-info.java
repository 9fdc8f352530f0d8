/// Rego values: one immutable hierarchy under [RegoValue] with a total order, equality and hash shared by every
/// implementation, and the JSON and Rego text forms. Undefined is not a value. Knows nothing of policies.
@org.jspecify.annotations.NullMarked
package dev.portcullis.rego.value;
