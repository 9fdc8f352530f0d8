package dev.portcullis.pdp.decision;

import org.jspecify.annotations.Nullable;

/// A question, as its body states it: may this subject do this to this resource now? Valid by construction of the
/// doors
/// ([RequestRules]); who called and when is not part of it but of [Call].
///
/// @param requestId chosen by the caller; empty when it chose none
/// @param minSnapshot the oldest snapshot the caller accepts; null accepts any that is fresh
/// @param dryRun asks without consequences; the answer is the same
public record DecisionRequest(
        String requestId,
        Subject subject,
        Action action,
        Resource resource,
        RequestContext context,
        @Nullable SnapshotVersion minSnapshot,
        boolean dryRun) {}
