package dev.portcullis.pdp.http;

import dev.portcullis.rego.value.RegoObject;
import java.util.List;

/// Whether the server can decide now.
@FunctionalInterface
public interface Readiness {
    /// What keeps it from deciding, one sentence each; empty when it is ready.
    List<String> obstacles();

    /// What it decides with and how old that is, for people who look.
    default RegoObject facts() {
        return RegoObject.empty();
    }
}
