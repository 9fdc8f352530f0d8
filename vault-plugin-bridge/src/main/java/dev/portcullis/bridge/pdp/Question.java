package dev.portcullis.bridge.pdp;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an enforcement point asks: may this subject do this to this resource now? Ids are canonical
/// (`system:type:path`); properties never hold a secret. The decision point judges whether the question is valid.
///
/// @param requestId the enforcement point's own id of the request, repeated in the answer; empty when there is none
public record Question(String requestId, Subject subject, Action action, Resource resource, Context context) {
    /// Who asks.
    ///
    /// @param type such as `workload` or `ai_agent`
    /// @param actorChain for whom the subject acts, nearest first
    public record Subject(String type, String id, Map<String, PropertyValue> properties, List<Actor> actorChain) {
        public Subject {
            properties = Map.copyOf(properties);
            actorChain = List.copyOf(actorChain);
        }
    }

    /// One link of an actor chain.
    public record Actor(String type, String id) {}

    /// What is to be done.
    ///
    /// @param name such as `secret.read`
    public record Action(String name, Map<String, PropertyValue> properties) {
        public Action {
            properties = Map.copyOf(properties);
        }
    }

    /// To what it is to be done.
    ///
    /// @param type such as `vault_secret`
    public record Resource(String type, String id, Map<String, PropertyValue> properties) {
        public Resource {
            properties = Map.copyOf(properties);
        }
    }

    /// The circumstances, as the enforcement point sees them. Empty text means unknown.
    ///
    /// @param environment of the enforcement point, such as `production`
    /// @param address an IP literal
    /// @param requestedTtlSeconds lifetime asked for; 0 when the consumer did not say
    /// @param task the unit of work the request belongs to, null when there is none
    /// @param session the session the request runs in, null when there is none
    public record Context(
            String purpose,
            String environment,
            String region,
            String networkZone,
            String address,
            long requestedTtlSeconds,
            List<String> requestedScopes,
            @Nullable Task task,
            @Nullable Session session,
            Map<String, PropertyValue> properties) {
        /// Nothing is known.
        public static final Context UNKNOWN = new Context("", "", "", "", "", 0, List.of(), null, null, Map.of());

        public Context {
            requestedScopes = List.copyOf(requestedScopes);
            properties = Map.copyOf(properties);
        }
    }

    /// A unit of work.
    public record Task(String type, String id) {}

    /// An interactive or brokered session.
    ///
    /// @param grantedTo canonical id of whom it was granted to
    /// @param stepUpNanos last step-up, nanoseconds since 1970; 0 when there was none
    public record Session(String id, String grantedTo, long stepUpNanos) {}
}
