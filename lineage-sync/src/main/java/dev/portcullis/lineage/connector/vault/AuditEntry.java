package dev.portcullis.lineage.connector.vault;

import org.jspecify.annotations.Nullable;

/// What counts of one line of an audit log. Nothing of it is secret: of `data` and of tokens it has nothing,
/// and accessors stay in the connector.
///
/// @param timeNs when it was written, nanoseconds since 1970
/// @param requestId the id that the lines of one request share
/// @param answered whether it is the line of the response, which repeats the request
/// @param outcome what the caller got
/// @param target what was asked for
/// @param who whose token it was
/// @param login the login that succeeded; null when it is none
record AuditEntry(
        long timeNs,
        String requestId,
        boolean answered,
        Outcome outcome,
        Target target,
        Who who,
        @Nullable Login login) {
    /// What became of a request.
    enum Outcome {
        /// The answer carried data.
        DELIVERED,
        /// The policies of the token did not allow it.
        DENIED,
        /// There was nothing there, or it failed.
        NOTHING
    }

    /// Where a request went.
    ///
    /// @param namespace empty, or the path of the namespace with a slash at its end
    /// @param mount the mount below the namespace with a slash at its end, such as `kv/`; empty when the line names
    ///     none
    /// @param path the whole path below the namespace, mount included
    record Target(String namespace, String operation, String mount, String mountType, String path) {}

    /// Whose token a request carried.
    ///
    /// @param accessor as the log shows it, hashed or clear; null when there was no token or it has none
    /// @param entity null when nobody stands behind the token, such as a root token
    record Who(@Nullable String accessor, @Nullable String entity) {}

    /// A login that succeeded, as the auth method itself describes it.
    ///
    /// @param who the token that was issued
    /// @param role of the auth method; null when it has none
    /// @param serviceAccount `<namespace>/<name>` of a Kubernetes service account; null when it was none
    record Login(Who who, @Nullable String role, @Nullable String serviceAccount) {}
}
