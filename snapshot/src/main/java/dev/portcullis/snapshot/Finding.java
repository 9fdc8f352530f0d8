package dev.portcullis.snapshot;

/// An open finding on a node; tombstones are findings too (`credential_revoked`, `agent_terminated`,
/// `owner_departed`,
/// `task_ended`).
///
/// @param subject node id, or `task:<type>/<id>` for a task
/// @param code a code of docs/spec/decision.md
/// @param severity `low`, `medium`, `high` or `critical`
/// @param sinceNs nanoseconds since 1970
/// @param tombstone true when the subject itself has ended
public record Finding(String subject, String code, String severity, long sinceNs, boolean tombstone) {}
