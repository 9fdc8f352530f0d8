/// Benchmarks, run by `benchmarks/run` beside a peer or a floor. Nothing here is part of the product.
@org.jspecify.annotations.NullMarked
package dev.portcullis.benchmarks;
