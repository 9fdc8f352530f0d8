package dev.portcullis.pdp.decision;

import dev.portcullis.rego.value.RegoObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The circumstances of a request as the enforcement point sees them: claims, never facts. Empty text means
/// unknown.
///
/// @param purpose declared purpose
/// @param task the task it belongs to; null when there is none
/// @param session the session it runs in; null when there is none
/// @param address an IP literal
/// @param requestedTtlSeconds lifetime asked for; 0 when the caller did not say
/// @param approval an approval referred to; null when there is none
/// @param properties anything else
public record RequestContext(
        String purpose,
        @Nullable Task task,
        @Nullable Session session,
        String environment,
        String region,
        String networkZone,
        String address,
        long requestedTtlSeconds,
        List<String> requestedScopes,
        @Nullable Approval approval,
        RegoObject properties) {
    /// Nothing is known.
    public static final RequestContext NONE =
            new RequestContext("", null, null, "", "", "", "", 0, List.of(), null, RegoObject.empty());

    public RequestContext {
        requestedScopes = List.copyOf(requestedScopes);
    }

    /// A unit of work a credential may be bound to.
    public record Task(String type, String id) {}

    /// An interactive or brokered session.
    ///
    /// @param grantedTo canonical id of whom it was granted to
    /// @param stepUpNs last step-up, nanoseconds since 1970; 0 when there was none
    public record Session(String id, String grantedTo, long stepUpNs) {}

    /// A reference to a stored approval; only the snapshot's own record of it counts.
    ///
    /// @param approvedUntil when it ends as the caller believes, nanoseconds since 1970; 0 when unknown
    /// @param state its state as the caller believes; empty when unknown
    public record Approval(String id, long approvedUntil, String state) {}
}
