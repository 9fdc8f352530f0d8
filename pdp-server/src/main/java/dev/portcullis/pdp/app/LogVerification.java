package dev.portcullis.pdp.app;

import dev.portcullis.pdp.log.Finding;
import dev.portcullis.pdp.log.LogException;
import dev.portcullis.pdp.log.LogVerifier;
import dev.portcullis.pdp.log.VerifyReport;
import dev.portcullis.snapshot.trust.Trust;
import dev.portcullis.snapshot.trust.TrustException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;

/// Says what a verification found: a line for each finding, then how much there is and who vouches for it.
record LogVerification(PrintWriter out) {
    /// Verifies a directory.
    ///
    /// @return false when something is wrong that no crash explains
    boolean run(Path log, Optional<Path> trustFile, long expectedSeq) throws LogException {
        Optional<Trust> trust = trustFile.isEmpty() ? Optional.empty() : Optional.of(read(trustFile.get()));
        VerifyReport report = LogVerifier.verify(log, new LogVerifier.Expected(trust, expectedSeq));
        report.findings().stream().map(Finding::line).forEach(out::println);
        out.println(extent(report));
        if (report.firstSeq() > 0) {
            out.println("the log begins at frame " + report.firstSeq());
        }
        if (report.lost() > 0) {
            out.println("the log says of " + report.lost() + " decisions that it could not keep them");
        }
        out.println(signatures(report, trust.isPresent()));
        return !report.isFailure();
    }

    private static Trust read(Path file) throws LogException {
        try {
            return Trust.read(file);
        } catch (IOException unreadable) {
            throw new LogException("cannot read the trust file `" + file + "`", unreadable);
        } catch (TrustException wrong) {
            throw new LogException(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private static String extent(VerifyReport report) {
        return report.decisions() + " decisions in " + report.segments() + " segments, the next frame is "
                + report.nextSeq() + (report.isFailure() ? ": NOT AS WRITTEN" : ": intact");
    }

    private static String signatures(VerifyReport report, boolean trusted) {
        VerifyReport.Signatures signatures = report.signatures();
        if (signatures.present() == 0) {
            return "the log has no signature: the chain shows accidents, but whoever can write it could rewrite it whole";
        }
        if (!trusted) {
            return signatures.present() + " signed checkpoints, not checked: give --trust";
        }
        long bare = report.nextSeq() - signatures.nextSeq();
        return signatures.present() + " signed checkpoints; keys " + String.join(", ", signatures.keys())
                + " vouch for all frames before " + signatures.nextSeq()
                + (bare > 0 ? ", nobody yet for the " + bare + " after it" : "");
    }
}
