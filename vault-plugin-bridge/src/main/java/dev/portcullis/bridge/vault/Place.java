package dev.portcullis.bridge.vault;

/// Where the proxy stands. Empty text is unknown.
///
/// @param cluster the server's name in ids, such as `vault-prod`
public record Place(String cluster, String environment, String region, String networkZone) {}
