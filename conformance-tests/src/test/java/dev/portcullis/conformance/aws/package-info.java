/// The AWS SDK for Java as a client, which a peer starts from its source.
@org.jspecify.annotations.NullMarked
package dev.portcullis.conformance.aws;
