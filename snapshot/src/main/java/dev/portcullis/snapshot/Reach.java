package dev.portcullis.snapshot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a thing that can be asked for reaches in the hands of one consumer. Equal sink lists are stored once.
///
/// @param thing credential or resource id
/// @param consumer consumer id; null for the set that holds in anyone else's hands
/// @param sinks complete, not bounded; the reader orders and bounds
public record Reach(String thing, @Nullable String consumer, List<Sink> sinks) {
    public Reach {
        sinks = List.copyOf(sinks);
    }

    /// One reachable resource.
    ///
    /// @param resource resource id
    /// @param access `read`, `write`, `read_write` or `invoke`
    /// @param verdict `yes` or `conditional`; what is `no` is not stored
    public record Sink(String resource, String access, String verdict) {}
}
