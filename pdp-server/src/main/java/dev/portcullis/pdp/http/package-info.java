/// The management port: `/health`, `/ready` and `/metrics` on a loopback address, served by Micronaut. Decides
/// nothing.
/// Entry type: [ManagementServer].
@org.jspecify.annotations.NullMarked
package dev.portcullis.pdp.http;
