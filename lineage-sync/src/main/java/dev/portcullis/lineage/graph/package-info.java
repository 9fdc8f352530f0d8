/// The lineage graph: all evidence that counts ([Graph]), the facts it yields ([Facts]) and the edges between
/// them with their reasons ([EdgeIndex]). Pure: no clock, no input or output. Must not know what is derived
/// from it.
@org.jspecify.annotations.NullMarked
package dev.portcullis.lineage.graph;
