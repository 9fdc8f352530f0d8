package dev.portcullis.bridge.vault;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.bridge.http.Reply;
import dev.portcullis.bridge.http.StrictJson;
import java.util.Optional;

/// The lease that an answer shows, and nothing else of it, changed.
final class Leases {
    private Leases() {}

    /// The answer with at most so many seconds of lease; nothing when it shows no lease that could be changed.
    ///
    /// @param keys of the lease, from the outside in
    static Optional<Reply> shortened(Reply reply, long seconds, String... keys) {
        JsonNode lease = StrictJson.read(reply.body()).orElseThrow();
        for (String key : keys) {
            lease = lease.path(key);
        }
        return lease.asLong() > 0 && lease.asLong() <= seconds
                ? Optional.of(reply)
                : StrictJson.withNumber(reply.body(), seconds, keys).map(reply::withBody);
    }
}
