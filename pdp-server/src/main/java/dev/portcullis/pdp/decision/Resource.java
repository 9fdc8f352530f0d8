package dev.portcullis.pdp.decision;

import dev.portcullis.rego.value.RegoObject;

/// What it is to be done to.
///
/// @param type such as `vault_secret`
/// @param id canonical id, `system:type:path`
/// @param properties further properties; may be empty
public record Resource(String type, String id, RegoObject properties) {}
