/// A synthetic estate of any size and what `benchmarks/run snapshot` measures on it.
@org.jspecify.annotations.NullMarked
package dev.portcullis.benchmarks.estate;
