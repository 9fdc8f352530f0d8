/// Reads of a real OpenBao through the Vault proxy and the decision point, beside the same reads of it directly. The
/// servers run as processes of their own, started by `benchmarks/run.d/bridge`.
@org.jspecify.annotations.NullMarked
package dev.portcullis.benchmarks.bridge;
