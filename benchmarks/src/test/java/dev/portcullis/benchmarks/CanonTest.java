package dev.portcullis.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/// The floor measures something only if it decides: the hand-written secret fetch allows its request.
final class CanonTest {
    @Test
    void handWrittenDecision_allows() {
        HandWrittenEngineBenchmark benchmark = new HandWrittenEngineBenchmark();
        benchmark.prepare();
        assertEquals("ALLOW", benchmark.decide().effect());
    }
}
