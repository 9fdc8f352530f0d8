package dev.portcullis.pdp.log;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Recomputes the chain of a whole directory and tells what a crash leaves behind from what somebody changed.
public final class LogVerifier {
    private final List<Finding> findings = new ArrayList<>();
    private Optional<ChainEnd> end = Optional.empty();
    private Optional<Finding.Torn> open = Optional.empty();
    private long firstSeq = -1;
    private long decisions;

    private LogVerifier() {}

    /// Something that is not as it was written.
    public sealed interface Finding {
        Path file();

        /// An unfinished frame at the very end: what kill -9 leaves behind, cut at the next start.
        record Torn(Path file, long offset, long bytes) implements Finding {}

        /// Bytes that no writer wrote, or segments that do not belong together.
        record Altered(Path file, String what) implements Finding {}
    }

    /// What a directory holds.
    ///
    /// @param firstSeq number of the first frame that is there; 0 unless old segments were removed
    /// @param nextSeq number the next frame would get
    /// @param decisions decision records whose link of the chain holds
    public record Report(List<Finding> findings, int segments, long firstSeq, long nextSeq, long decisions) {
        public Report {
            findings = List.copyOf(findings);
        }

        /// Whether somebody changed something.
        public boolean isAltered() {
            return findings.stream().anyMatch(finding -> finding instanceof Finding.Altered);
        }
    }

    /// Verifies a directory.
    ///
    /// @throws LogException when it cannot be read
    public static Report verify(Path directory) throws LogException {
        LogVerifier verifier = new LogVerifier();
        List<Path> segments = LogDirectory.segments(directory);
        for (Path segment : segments) {
            verifier.segment(segment);
        }
        verifier.open.ifPresent(verifier.findings::add);
        return new Report(
                verifier.findings,
                segments.size(),
                Math.max(0, verifier.firstSeq),
                verifier.end.map(ChainEnd::nextSeq).orElse(0L),
                verifier.decisions);
    }

    private void segment(Path file) throws LogException {
        if (LogDirectory.isBarelyBegun(file)) {
            follows(file, false);
            open = Optional.of(new Finding.Torn(file, 0, 0));
            return;
        }
        Optional<SegmentReader> opened = open(file);
        if (opened.isEmpty()) {
            end = Optional.empty();
            return;
        }
        SegmentReader reader = opened.get();
        joins(reader);
        follows(file, countFrames(reader));
        switch (reader.end()) {
            case SegmentReader.End.Complete _ -> end = Optional.of(reader.chainEnd());
            case SegmentReader.End.Torn(long offset, long bytes) -> {
                open = Optional.of(new Finding.Torn(file, offset, bytes));
                end = Optional.of(reader.chainEnd());
            }
            case SegmentReader.End.Altered(long offset, String what) -> {
                findings.add(new Finding.Altered(file, what + " (byte " + offset + ")"));
                end = Optional.empty();
            }
        }
    }

    private Optional<SegmentReader> open(Path file) {
        try {
            return Optional.of(SegmentReader.open(file));
        } catch (LogException unreadable) {
            findings.add(new Finding.Altered(file, unreadable.reason()));
            return Optional.empty();
        }
    }

    /// Whether the segment takes up the chain where the one before left it.
    private void joins(SegmentReader reader) {
        SegmentHeader header = reader.header();
        if (firstSeq < 0) {
            firstSeq = header.firstSeq();
        }
        if (!reader.file().endsWith(SegmentHeader.fileName(header.number()))) {
            findings.add(new Finding.Altered(reader.file(), "it was written as segment " + header.number()));
        }
        if (end.isEmpty()) {
            return;
        }
        ChainEnd before = end.get();
        if (header.number() != before.number() + 1) {
            findings.add(new Finding.Altered(
                    reader.file(), "it follows segment " + before.number() + ", so segments are missing"));
        } else if (header.firstSeq() != before.nextSeq() || !header.previous().equals(before.link())) {
            findings.add(new Finding.Altered(
                    reader.file(),
                    "it continues at frame " + header.firstSeq() + " of another chain, the segment before ends at "
                            + before.nextSeq()));
        }
    }

    /// Counts decisions, and tells whether the segment records a recovery.
    private boolean countFrames(SegmentReader reader) {
        boolean recovery = false;
        for (Optional<Frame> frame = reader.next(); frame.isPresent(); frame = reader.next()) {
            switch (frame.get().type()) {
                case DECISION -> decisions++;
                case RECOVERY -> recovery = true;
                case FACTS, SERVER, GAP -> {}
            }
        }
        return recovery;
    }

    /// A tear is only natural at the end of a log, or where the next start says that it found one.
    private void follows(Path file, boolean recovery) {
        if (open.isPresent() && !recovery) {
            findings.add(new Finding.Altered(
                    open.get().file(), "it ends inside a frame, but " + file.getFileName() + " follows it"));
        }
        open = Optional.empty();
    }
}
