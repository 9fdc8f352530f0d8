/// Clients that ask a running server more than a person would. Started by peers, which judge the outcome.
@org.jspecify.annotations.NullMarked
package dev.portcullis.conformance.load;
