/// Tests of the gRPC door: bad requests, the service end to end over real sockets, callers.
@org.jspecify.annotations.NullMarked
package dev.portcullis.pdp.grpc;
