/// HTTP as the enforcement points speak it: a [Listener] that takes one request at a time from each connection, what
/// they answer, and JSON that reads in one way only. Knows nothing of Vault, AWS or decisions.
@org.jspecify.annotations.NullMarked
package dev.portcullis.bridge.http;
