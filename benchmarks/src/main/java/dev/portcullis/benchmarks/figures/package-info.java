/// What the benchmarks that send load share: growing lists, quantiles, ratios of neighbouring blocks, complaints.
@org.jspecify.annotations.NullMarked
package dev.portcullis.benchmarks.figures;
