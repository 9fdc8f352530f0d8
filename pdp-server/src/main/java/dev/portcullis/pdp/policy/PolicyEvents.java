package dev.portcullis.pdp.policy;

import dev.portcullis.pdp.decision.BundleRevision;
import java.util.List;

/// Told what becomes of the bundles a watcher finds: for logs, metrics and readiness.
public interface PolicyEvents {
    /// These bundles decide from now on.
    ///
    /// @param tookNanos from reading the first file to the swap
    void activated(List<BundleRevision> revisions, long tookNanos);

    /// The bundles are not activated; those before stay. Told once per change, not at every look.
    ///
    /// @param problems one line each, at least one: `<file>:<row>: <code>: <message>`
    void rejected(List<String> problems);
}
