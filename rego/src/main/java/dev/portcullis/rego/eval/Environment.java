package dev.portcullis.rego.eval;

import java.util.random.RandomGenerator;

/// Everything an evaluation may ask of the world outside policy, input and data. Injected, so that a decision can be
/// replayed and a test owns its clock.
public interface Environment {
    /// `time.now_ns`: nanoseconds since 1970-01-01T00:00:00Z, the same for the whole evaluation.
    long nowNs();

    /// The source of `rand.*` and `uuid.rfc4122`.
    RandomGenerator random();

    /// An environment with a fixed time and a generator seeded by it.
    static Environment at(long nowNs) {
        return new FixedEnvironment(nowNs, new java.util.SplittableRandom(nowNs));
    }
}
