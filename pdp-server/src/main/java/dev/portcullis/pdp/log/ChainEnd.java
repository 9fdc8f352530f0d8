package dev.portcullis.pdp.log;

/// Where the chain of a directory ends.
///
/// @param number of the last segment; 0 when there is none
/// @param nextSeq number of the next frame
/// @param link hash of the last frame
record ChainEnd(long number, long nextSeq, Digest link) {
    static final ChainEnd START = new ChainEnd(0, 0, Digest.ZERO);
}
