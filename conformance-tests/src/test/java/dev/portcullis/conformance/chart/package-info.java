/// The Helm charts, rendered by Helm itself and judged by the API of Kubernetes and by the programs they configure.
@org.jspecify.annotations.NullMarked
package dev.portcullis.conformance.chart;
