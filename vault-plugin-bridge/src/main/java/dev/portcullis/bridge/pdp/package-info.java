/// The client of the decision point, which fails closed: whatever is not a clear permission is a denial. The entry
/// type
/// is [PdpClient]. The only package of this module that sees protobuf or gRPC types; knows nothing of Vault or AWS.
@org.jspecify.annotations.NullMarked
package dev.portcullis.bridge.pdp;
