package dev.portcullis.pdp.log;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// What a directory holds, and what is wrong with it.
///
/// @param firstSeq number of the first frame that is there; 0 unless retention deleted older segments
/// @param nextSeq number that the next frame gets
/// @param decisions decision records whose link of the chain holds
/// @param lost records that the log itself says it could not keep
/// @param signatures what vouches for it
public record VerifyReport(
        List<Finding> findings,
        int segments,
        long firstSeq,
        long nextSeq,
        long decisions,
        long lost,
        Signatures signatures) {
    public VerifyReport {
        findings = List.copyOf(findings);
    }

    /// Signed checkpoints.
    ///
    /// @param present checkpoints that have a signature, checked or not
    /// @param nextSeq number of the first frame that no checked signature covers; 0 when none was checked
    /// @param keys ids of the keys whose signatures were checked and hold
    public record Signatures(long present, long nextSeq, SortedSet<String> keys) {
        public Signatures {
            keys = new TreeSet<>(keys);
        }
    }

    /// Whether something is wrong that no crash explains.
    public boolean isFailure() {
        return findings.stream().anyMatch(Finding::isFailure);
    }
}
