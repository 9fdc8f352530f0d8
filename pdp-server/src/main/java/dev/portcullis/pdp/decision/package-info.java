/// What a decision is and how it is made: the request, the rules for a valid one, the active policies and facts,
/// the
/// verdict. Start at [DecisionEngine]. Knows only Rego values and evaluations: no protobuf, no gRPC, no files.
@org.jspecify.annotations.NullMarked
package dev.portcullis.pdp.decision;
