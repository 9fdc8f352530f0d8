package dev.portcullis.pdp.log;

import java.util.function.Supplier;

/// Facts as they lie in a segment: a payload and the digest that names it.
///
/// @param payload gives the bytes of the frame, which are not to be changed; asked only when the segment does not hold
///     the block yet
public record FactBlock(Digest digest, Supplier<byte[]> payload) {}
