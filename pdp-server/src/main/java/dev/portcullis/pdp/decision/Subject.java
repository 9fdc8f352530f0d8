package dev.portcullis.pdp.decision;

import dev.portcullis.rego.value.RegoObject;
import java.util.List;

/// Who asks.
///
/// @param type such as `workload`; see [RequestRules]
/// @param id canonical id, `system:type:path`
/// @param properties further properties; may be empty
/// @param actorChain for whom the subject acts, nearest first; may be empty
public record Subject(String type, String id, RegoObject properties, List<Actor> actorChain) {
    public Subject {
        actorChain = List.copyOf(actorChain);
    }

    /// One link of an actor chain.
    ///
    /// @param type as [Subject#type]
    /// @param id canonical id
    public record Actor(String type, String id) {}
}
