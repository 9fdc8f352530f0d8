/// The gRPC door: listeners, callers, the service, and everything that knows protobuf. Start at
/// [DecisionGrpcService];
/// the order of what surrounds it is in [ServerInterceptors]. Generated types stop at the mapping classes; nothing
/// here
/// decides.
@org.jspecify.annotations.NullMarked
package dev.portcullis.pdp.grpc;
