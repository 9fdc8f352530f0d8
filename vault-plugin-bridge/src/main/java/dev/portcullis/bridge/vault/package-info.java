/// The Vault API proxy: reads a request in the one way Vault would, asks who is behind the token, asks the decision
/// point, passes the request on unchanged, and meets the obligations. Read [VaultExchange] first.
@org.jspecify.annotations.NullMarked
package dev.portcullis.bridge.vault;
