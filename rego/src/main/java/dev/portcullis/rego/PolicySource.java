package dev.portcullis.rego;

import dev.portcullis.rego.source.RegoVersion;
import dev.portcullis.rego.source.Source;

/// A policy file with the language level it is written in.
public record PolicySource(Source source, RegoVersion version) {}
