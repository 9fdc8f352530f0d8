package dev.portcullis.lineage.graph;

import dev.portcullis.lineage.connector.Batch;
import dev.portcullis.lineage.connector.Evidence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// All evidence that counts. Confined to the thread that merges.
///
/* The graph is a function of the set of batches it was given, not of their order or number. For each source let W be the
 * latest watermark of a complete listing. Then exactly this counts, the newest per key:
 *
 *   - the items of complete listings with watermark W, and
 *   - items of any batch that were observed at W or later.
 *
 * Everything else was superseded by what the listing said, or by its silence. A partial read and a failed read have no W
 * of their own, so neither can retire anything.
 */
public final class Graph {
    private final SortedMap<String, SourceState> sources = new TreeMap<>();

    private static final class SourceState {
        private final Map<Evidence.Key, Evidence> evidence = new HashMap<>();
        private long listedAtNs = Long.MIN_VALUE;
        private long watermarkNs = Long.MIN_VALUE;
    }

    /// Takes what one read brought.
    public void merge(Batch batch) {
        SourceState state = sources.computeIfAbsent(batch.source(), source -> new SourceState());
        state.watermarkNs = Math.max(state.watermarkNs, batch.watermarkNs());
        boolean complete = batch.completeness() == Batch.Completeness.COMPLETE;
        if (complete && batch.watermarkNs() > state.listedAtNs) {
            state.listedAtNs = batch.watermarkNs();
            state.evidence.values().removeIf(item -> item.observedNs() < state.listedAtNs);
        }
        boolean current = complete && batch.watermarkNs() == state.listedAtNs;
        for (Evidence item : batch.evidence()) {
            if (current || item.observedNs() >= state.listedAtNs) {
                state.evidence.merge(item.key(), item, Evidence::newer);
            }
        }
    }

    /// Everything that counts, by key.
    public List<Evidence> evidence() {
        var all = new ArrayList<Evidence>();
        for (SourceState state : sources.values()) {
            all.addAll(state.evidence.values());
        }
        all.sort((a, b) -> a.key().compareTo(b.key()));
        return all;
    }

    /// Up to when each source has shown everything, nanoseconds since 1970, by source.
    public SortedMap<String, Long> watermarks() {
        var watermarks = new TreeMap<String, Long>();
        sources.forEach((source, state) -> watermarks.put(source, state.watermarkNs));
        return watermarks;
    }
}
