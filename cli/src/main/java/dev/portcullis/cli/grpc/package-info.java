/// Talks to a decision point: JSON requests to protobuf, the call, protobuf answers to [Answer]. The entry type is
/// [DecisionClient]. The only package of this module that sees protobuf or gRPC types; knows nothing of commands.
@org.jspecify.annotations.NullMarked
package dev.portcullis.cli.grpc;
