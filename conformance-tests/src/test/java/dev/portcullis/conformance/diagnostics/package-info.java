/// The compiler as a process that answers lines of JSON, for the peer that compares its diagnostics with OPA's.
@org.jspecify.annotations.NullMarked
package dev.portcullis.conformance.diagnostics;
