package dev.portcullis.pdp.decision;

import dev.portcullis.rego.value.RegoObject;

/// What is to be done.
///
/// @param name one of the closed list of [RequestRules], or a name with a prefix
/// @param properties further properties; may be empty
public record Action(String name, RegoObject properties) {}
