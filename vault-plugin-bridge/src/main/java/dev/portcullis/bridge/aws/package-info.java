/// The AWS broker: the container credentials endpoint that AWS SDKs ask, which hands out sessions of roles after a
/// decision, narrowed to what the decision obliges. Read [CredentialExchange] first.
@org.jspecify.annotations.NullMarked
package dev.portcullis.bridge.aws;
