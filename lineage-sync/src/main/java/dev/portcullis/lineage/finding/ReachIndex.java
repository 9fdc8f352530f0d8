package dev.portcullis.lineage.finding;

import dev.portcullis.snapshot.Reach;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reach by thing and consumer.
final class ReachIndex {
    private final Map<String, List<Reach.Sink>> common = new HashMap<>();
    private final Map<Pair, List<Reach.Sink>> own = new HashMap<>();

    private record Pair(String thing, String consumer) {}

    ReachIndex(List<Reach> reaches) {
        for (Reach reach : reaches) {
            if (reach.consumer() == null) {
                common.put(reach.thing(), reach.sinks());
            } else {
                own.put(new Pair(reach.thing(), reach.consumer()), reach.sinks());
            }
        }
    }

    /// What a thing reaches in a consumer's hands.
    List<Reach.Sink> sinks(String thing, String consumer) {
        List<Reach.Sink> theirs = own.get(new Pair(thing, consumer));
        return theirs != null ? theirs : common.getOrDefault(thing, List.of());
    }
}
