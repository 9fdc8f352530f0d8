package dev.portcullis.pdp.log;

import dev.portcullis.snapshot.trust.SignatureCheck;
import dev.portcullis.snapshot.trust.Trust;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Follows the checkpoints of a log: which of them hold, and how far they reach. A signature covers every frame before
/// it,
/// because the chain does.
final class SignatureAudit {
    private final Optional<Trust> trust;
    private final List<Finding> findings;
    private final TreeSet<String> keys = new TreeSet<>();
    private Optional<Finding> bareSeal = Optional.empty();
    private long present;
    private long nextSeq;

    /// @param trust empty looks at signatures without judging them
    /// @param findings where signatures that do not hold go
    SignatureAudit(Optional<Trust> trust, List<Finding> findings) {
        this.trust = trust;
        this.findings = findings;
    }

    /// Looks at a checkpoint.
    ///
    /// @param segment number of the segment
    /// @param offset of its frame
    void look(Path file, long segment, long offset, Frame frame) throws LogException {
        Checkpoint checkpoint = Checkpoint.read(frame.payload());
        if (!checkpoint.isSigned()) {
            bareSeal = Optional.of(new Finding.Unsigned(
                    file,
                    offset,
                    frame.seq(),
                    "the segment ends without a signature, frames from " + nextSeq + " on"
                            + " are vouched for by nobody"));
            return;
        }
        present++;
        if (trust.isEmpty()) {
            return;
        }
        Checkpoint.Place place = new Checkpoint.Place(segment, frame.seq(), frame.previous());
        switch (checkpoint.check(trust.get(), place)) {
            case SignatureCheck.Valid valid -> {
                keys.add(valid.key().id());
                nextSeq = frame.seq() + 1;
                bareSeal = Optional.empty();
            }
            case SignatureCheck.Refused(String reason) ->
                findings.add(new Finding.Altered(file, offset, frame.seq(), "its signature is refused: " + reason));
        }
    }

    /// Closes the account of a whole log.
    ///
    /// @param end the last segment and where it ends
    VerifyReport.Signatures finish(Finding.Altered end) {
        if (trust.isPresent() && present == 0) {
            findings.add(new Finding.Unsigned(
                    end.file(), end.offset(), end.seq(), "the log ends here and none of its checkpoints is signed"));
        } else if (trust.isPresent()) {
            bareSeal.ifPresent(findings::add);
        }
        return new VerifyReport.Signatures(present, nextSeq, keys);
    }
}
