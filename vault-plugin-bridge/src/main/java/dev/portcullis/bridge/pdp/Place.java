package dev.portcullis.bridge.pdp;

import java.util.List;
import java.util.Map;

/// Where an enforcement point stands. Empty text is unknown.
///
/// @param environment such as `production`
/// @param region such as `eu-west-1`
/// @param networkZone such as `office`
public record Place(String environment, String region, String networkZone) {
    /// The circumstances of a request that arrives here.
    ///
    /// @param address IP literal of the client; empty when it is unknown
    /// @param requestedTtlSeconds lifetime asked for; 0 when the consumer did not say
    public Question.Context context(String address, long requestedTtlSeconds) {
        return new Question.Context(
                "", environment, region, networkZone, address, requestedTtlSeconds, List.of(), null, null, Map.of());
    }
}
