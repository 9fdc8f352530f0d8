/// The decision server beside an echo: same listener, connection and event loop, same bytes. Entry types are
/// [ServeBenchmark] and [SwapRun].
@org.jspecify.annotations.NullMarked
package dev.portcullis.benchmarks.serve;
