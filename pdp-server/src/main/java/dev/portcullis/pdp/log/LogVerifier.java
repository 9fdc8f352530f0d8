package dev.portcullis.pdp.log;

import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoValue;
import dev.portcullis.snapshot.trust.Trust;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Recomputes the chain of a whole directory, judges its signatures, and tells what a crash leaves behind from what
/// somebody changed.
public final class LogVerifier {
    private final List<Finding> findings = new ArrayList<>();
    private final List<Ending> unfinished = new ArrayList<>();
    private final SignatureAudit signatures;
    private Optional<ChainEnd> end = Optional.empty();
    private Optional<Ending> first = Optional.empty();
    private Optional<Ending> last = Optional.empty();
    private long deletedThrough;
    private long decisions;
    private long lost;

    private LogVerifier(Optional<Trust> trust) {
        this.signatures = new SignatureAudit(trust, findings);
    }

    /// A place in a segment, usually where it ends without a seal.
    ///
    /// @param torn bytes of an unfinished frame
    private record Ending(Path file, long number, long offset, long seq, long torn) {
        Finding.Altered altered(String what) {
            return new Finding.Altered(file, offset, seq, what);
        }
    }

    /// What is known of a log from elsewhere.
    ///
    /// @param trust keys that may sign; empty leaves signatures unjudged
    /// @param nextSeq number that the next frame had when somebody looked; 0 when nobody did
    public record Expected(Optional<Trust> trust, long nextSeq) {
        public static final Expected NOTHING = new Expected(Optional.empty(), 0);
    }

    /// Verifies a directory.
    ///
    /// @throws LogException when it cannot be read
    public static VerifyReport verify(Path directory, Expected expected) throws LogException {
        LogVerifier verifier = new LogVerifier(expected.trust());
        List<Path> segments = LogDirectory.segments(directory);
        for (Path segment : segments) {
            verifier.segment(segment);
        }
        return verifier.finish(directory, segments.size(), expected);
    }

    private VerifyReport finish(Path directory, int segments, Expected expected) {
        Ending ending = last.orElse(new Ending(directory, 0, 0, 0, 0));
        first.ifPresent(this::judgeBeginning);
        unfinished.stream()
                .filter(each -> each.torn() > 0)
                .forEach(each -> findings.add(new Finding.Torn(each.file(), each.offset(), each.seq(), each.torn())));
        if (end.isPresent() || last.isEmpty()) {
            judgeTail(ending, expected.nextSeq());
        }
        VerifyReport.Signatures signed = signatures.finish(ending.altered(""));
        return new VerifyReport(
                findings, segments, first.map(Ending::seq).orElse(0L), ending.seq(), decisions, lost, signed);
    }

    private void judgeBeginning(Ending beginning) {
        if (beginning.number() > deletedThrough + 1) {
            findings.add(beginning.altered("segments " + (deletedThrough + 1) + " to " + (beginning.number() - 1)
                    + " are missing, and the log does not say that retention deleted them"));
        }
    }

    private void judgeTail(Ending ending, long expected) {
        if (ending.seq() < expected) {
            findings.add(ending.altered("the log ends here, frames up to " + (expected - 1)
                    + " are known to have been written: its tail was cut"));
        }
    }

    private void segment(Path file) throws LogException {
        if (Files.notExists(file) && first.isEmpty()) {
            // Retention of a running server has just deleted it.
            return;
        }
        if (LogDirectory.isBarelyBegun(file)) {
            return;
        }
        Optional<SegmentReader> opened = open(file);
        if (opened.isEmpty()) {
            end = Optional.empty();
            return;
        }
        SegmentReader reader = opened.get();
        Ending start = ending(reader, 0);
        first = first.isPresent() ? first : Optional.of(start);
        boolean named = reader.file().endsWith(SegmentHeader.fileName(start.number()));
        if (named) {
            joins(reader.header(), start);
        } else {
            findings.add(start.altered("it was written as segment " + start.number() + ": files were swapped"));
        }
        boolean sealed = readFrames(reader);
        judgeEnd(reader, sealed);
        end = named ? end : Optional.empty();
    }

    private Optional<SegmentReader> open(Path file) {
        try {
            return Optional.of(SegmentReader.open(file));
        } catch (LogException unreadable) {
            first = first.isPresent() ? first : Optional.of(new Ending(file, 1, 0, 0, 0));
            findings.add(new Finding.Altered(file, 0, end.map(ChainEnd::nextSeq).orElse(0L), unreadable.reason()));
            return Optional.empty();
        }
    }

    private static Ending ending(SegmentReader reader, long torn) {
        return new Ending(reader.file(), reader.header().number(), reader.position(), reader.seq(), torn);
    }

    /// Whether the segment takes up the chain where the one before left it.
    private void joins(SegmentHeader header, Ending start) {
        if (end.isEmpty() || last.isEmpty()) {
            return;
        }
        ChainEnd before = end.get();
        if (header.number() != before.number() + 1) {
            findings.add(start.altered("it follows segment " + before.number() + ", so segments are missing"));
        } else if (header.firstSeq() > before.nextSeq()) {
            long missing = header.firstSeq() - before.nextSeq();
            findings.add(last.get().altered("the segment ends here: " + missing + " frames were removed from its end"));
            unfinished.clear();
        } else if (header.firstSeq() != before.nextSeq() || !header.previous().equals(before.link())) {
            findings.add(start.altered("its header does not continue segment " + before.number() + ", which ends before"
                    + " frame " + before.nextSeq()));
        }
    }

    /// Reads what the frames say of the log; whether the last one is a seal.
    private boolean readFrames(SegmentReader reader) throws LogException {
        boolean begins = true;
        boolean sealed = false;
        long offset = reader.position();
        for (Optional<Frame> next = reader.next(); next.isPresent(); next = reader.next()) {
            Frame frame = next.get();
            if (sealed) {
                findings.add(new Finding.Altered(reader.file(), offset, frame.seq(), "it follows the seal"));
                sealed = false;
            }
            if (begins) {
                follows(frame);
                begins = false;
            }
            switch (frame.type()) {
                case DECISION -> decisions++;
                case GAP -> lost += number(JsonPayload.read(frame.payload()), "lost");
                case RETENTION -> deletedThrough = number(JsonPayload.read(frame.payload()), "deleted_through_segment");
                case CHECKPOINT -> {
                    signatures.look(reader.file(), reader.header().number(), offset, frame);
                    sealed = LogDirectory.isSeal(frame);
                }
                case FACTS, SERVER, RECOVERY -> {}
            }
            offset = reader.position();
        }
        return sealed;
    }

    /// The first frame of a segment must own up to every one before it that has no seal.
    private void follows(Frame frame) throws LogException {
        List<RegoValue> recovered = frame.type() == Frame.Type.RECOVERY
                        && JsonPayload.read(frame.payload()).get("unfinished") instanceof RegoArray list
                ? list.toList()
                : List.of();
        for (Ending ending : unfinished) {
            boolean known = recovered.stream().anyMatch(each -> names(each, ending));
            if (!known) {
                findings.add(ending.altered("it ends without a seal here, and the next start recorded no crash"));
            }
        }
        unfinished.clear();
    }

    private static boolean names(RegoValue recovered, Ending ending) {
        return recovered instanceof RegoObject object
                && number(object, "segment") == ending.number()
                && number(object, "offset") == ending.offset();
    }

    private static long number(RegoObject object, String key) {
        return object.get(key) instanceof RegoNumber number && number.isInteger() ? number.longValue() : 0;
    }

    private void judgeEnd(SegmentReader reader, boolean sealed) {
        Ending ending = ending(reader, 0);
        last = Optional.of(ending);
        end = Optional.of(reader.chainEnd());
        switch (reader.end()) {
            case SegmentReader.End.Complete _ -> {
                if (!sealed) {
                    unfinished.add(ending);
                }
            }
            case SegmentReader.End.Torn(long _, long bytes) -> {
                if (sealed) {
                    findings.add(ending.altered("bytes follow the seal"));
                } else {
                    unfinished.add(ending(reader, bytes));
                }
            }
            case SegmentReader.End.Altered(long _, String what) -> {
                findings.add(ending.altered(what));
                end = Optional.empty();
            }
        }
    }
}
