package dev.portcullis.benchmarks.serve;

import java.util.ArrayList;
import java.util.List;

/// Spans of time in [System#nanoTime], added in order by one thread and asked for when that has ended.
final class Windows {
    private final List<Span> spans = new ArrayList<>();

    private record Span(long from, long to) {}

    void add(long from, long to) {
        spans.add(new Span(from, to));
    }

    int size() {
        return spans.size();
    }

    /// Whether something that lasted from one time to another was inside any span for a moment.
    boolean touch(long from, long to) {
        return spans.stream().anyMatch(span -> from - span.to <= 0 && to - span.from >= 0);
    }

    /// All spans together, in seconds.
    double seconds() {
        return spans.stream().mapToLong(span -> span.to - span.from).sum() / 1e9;
    }
}
