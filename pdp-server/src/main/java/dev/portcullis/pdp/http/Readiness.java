package dev.portcullis.pdp.http;

import java.util.List;

/// Whether the server can decide now.
@FunctionalInterface
public interface Readiness {
    /// What keeps it from deciding, one sentence each; empty when it is ready.
    List<String> obstacles();
}
