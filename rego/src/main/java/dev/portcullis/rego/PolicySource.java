package dev.portcullis.rego;

import dev.portcullis.rego.source.Source;

/// A policy file with the language level it is written in.
///
/// @param version 0, 1 or 2, as in a bundle's `rego_version`
public record PolicySource(Source source, int version) {
    public PolicySource {
        if (version < 0 || version > 2) {
            throw new IllegalArgumentException("unknown rego version `" + version + "`, known are 0, 1 and 2");
        }
    }
}
