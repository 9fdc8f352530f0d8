package dev.portcullis.rego.eval;

import java.util.random.RandomGenerator;

/// An [Environment] of constants.
record FixedEnvironment(long nowNs, RandomGenerator random) implements Environment {}
