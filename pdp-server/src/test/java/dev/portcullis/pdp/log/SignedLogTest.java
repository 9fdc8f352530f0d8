package dev.portcullis.pdp.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.pdp.grpc.ProtoRecordCodec;
import dev.portcullis.snapshot.trust.KeyPairFiles;
import dev.portcullis.snapshot.trust.Purpose;
import dev.portcullis.snapshot.trust.SigningKey;
import dev.portcullis.snapshot.trust.Trust;
import dev.portcullis.snapshot.trust.TrustedKey;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a signature vouches for, and what it cannot be talked into.
class SignedLogTest {
    private static final RecordCodec CODEC = new ProtoRecordCodec();
    private static final Duration AT_ONCE = Duration.ZERO;
    private static final Duration NEVER = Duration.ofDays(1_000);

    @TempDir
    Path directory;

    @TempDir
    Path keys;

    private final Decisions decisions = Decisions.denied();

    @Test
    void everyBatch_isSignedWhenItIsTime() throws Exception {
        KeyPairFiles key = key("log", Set.of(Purpose.LOG), null);

        write(signed(key, AT_ONCE), 3);

        VerifyReport report = verify(trust(key));
        assertEquals(List.of(), report.findings());
        // Three batches and the seal; the SERVER frame may have had one to itself.
        assertTrue(report.signatures().present() >= 4, report.toString());
        assertEquals(report.nextSeq(), report.signatures().nextSeq());
        assertEquals(Set.of("log"), report.signatures().keys());
    }

    @Test
    void nothingNew_isNotSignedAgain() throws Exception {
        KeyPairFiles key = key("log", Set.of(Purpose.LOG), null);

        write(signed(key, AT_ONCE), 3);

        SegmentReader reader =
                SegmentReader.open(LogDirectory.segments(directory).getFirst());
        Frame.Type before = Frame.Type.CHECKPOINT;
        for (Optional<Frame> next = reader.next(); next.isPresent(); next = reader.next()) {
            boolean again = before == Frame.Type.CHECKPOINT && next.get().type() == Frame.Type.CHECKPOINT;
            assertTrue(
                    !again || LogDirectory.isSeal(next.get()),
                    "frame " + next.get().seq());
            before = next.get().type();
        }
    }

    @Test
    void idleLog_signsWhatIsLeft() throws Exception {
        KeyPairFiles key = key("log", Set.of(Purpose.LOG), null);
        // The SERVER frame alone is worth a signature; nobody has asked anything.
        try (SegmentLog log = SegmentLog.open(signed(key, Duration.ofMillis(1)), CODEC, Decisions.CLOCK)) {
            awaitCheckpoints(log, 1);
        }
    }

    @Test
    void seal_isSignedAndCoversWhatNoCheckpointDid() throws Exception {
        KeyPairFiles key = key("log", Set.of(Purpose.LOG), null);

        write(LogFixture.segmentBytes(signed(key, NEVER), 1_500), 12);

        VerifyReport report = verify(trust(key));
        assertEquals(List.of(), report.findings());
        assertEquals(report.segments(), report.signatures().present());
        assertEquals(report.nextSeq(), report.signatures().nextSeq());
    }

    @Test
    void unsignedLog_saysSo() throws Exception {
        KeyPairFiles key = key("log", Set.of(Purpose.LOG), null);

        write(LogFixture.options(directory, LogMode.DURABLE), 1);

        VerifyReport report = verify(trust(key));
        assertEquals(1, report.findings().size());
        String line = report.findings().getFirst().line();
        assertTrue(line.endsWith(": the log ends here and none of its checkpoints is signed"), line);
        assertTrue(report.isFailure());
        assertFalse(LogVerifier.verify(directory, LogVerifier.Expected.NOTHING).isFailure());
    }

    @Test
    void unsignedSegmentAfterSignedOnes_saysSo() throws Exception {
        KeyPairFiles key = key("log", Set.of(Purpose.LOG), null);
        write(signed(key, AT_ONCE), 2);
        long signed = verify(trust(key)).nextSeq();

        write(LogFixture.options(directory, LogMode.DURABLE), 1);

        List<Finding> findings = verify(trust(key)).findings();
        assertEquals(1, findings.size());
        assertTrue(
                findings.getFirst()
                        .line()
                        .endsWith(": the segment ends without a signature, frames from " + signed
                                + " on are vouched for by nobody"),
                findings.getFirst().line());

        write(signed(key, AT_ONCE), 1);
        assertEquals(List.of(), verify(trust(key)).findings(), "a later signature covers all before it");
    }

    @Test
    void otherKey_isRefused() throws Exception {
        KeyPairFiles key = key("log", Set.of(Purpose.LOG), null);
        KeyPairFiles other = key("other", Set.of(Purpose.LOG), null);
        write(signed(key, NEVER), 1);

        assertRefused(trust(other), "key `log` is not trusted, trusted are `other`");
    }

    @Test
    void keyForSnapshots_isRefused() throws Exception {
        KeyPairFiles key = key("log", Set.of(Purpose.SNAPSHOT), null);
        write(signed(key, NEVER), 1);

        assertRefused(trust(key), "key `log` is trusted for `snapshot`, not for `log`");
    }

    @Test
    void expiredKey_vouchesForWhatItSignedInTime() throws Exception {
        KeyPairFiles before =
                key("before", Set.of(Purpose.LOG), Decisions.CLOCK.instant().plusSeconds(1));
        write(signed(before, NEVER), 1);
        assertEquals(List.of(), verify(trust(before)).findings());

        KeyPairFiles late = key("late", Set.of(Purpose.LOG), Decisions.CLOCK.instant());
        TrustedKey sameKey = new TrustedKey(
                "before",
                Set.of(Purpose.LOG),
                null,
                Decisions.CLOCK.instant(),
                before.trusted().publicKey());
        assertRefused(
                Trust.of(List.of(sameKey, late.trusted())),
                "key `before` was trusted before 2026-11-02T09:00:00Z, now is 2026-11-02T09:00:00Z");
    }

    @Test
    void rewrittenChain_isRefused() throws Exception {
        KeyPairFiles key = key("log", Set.of(Purpose.LOG), null);
        write(signed(key, NEVER), 3);
        Path segment = LogDirectory.segments(directory).getFirst();

        rewrite(segment);

        assertFalse(LogVerifier.verify(directory, LogVerifier.Expected.NOTHING).isFailure(), "the chain holds again");
        assertRefused(trust(key), "the signature does not verify under key `log`");
    }

    /// Does what anybody can do who may write the directory: changes a record and computes every hash anew.
    private static void rewrite(Path segment) throws Exception {
        SegmentReader reader = SegmentReader.open(segment);
        ByteArrayOutputStream forged = new ByteArrayOutputStream();
        forged.write(Files.readAllBytes(segment), 0, SegmentHeader.BYTES);
        Digest link = reader.header().start();
        for (Optional<Frame> next = reader.next(); next.isPresent(); next = reader.next()) {
            Frame frame = next.get();
            byte[] payload = frame.payload().clone();
            if (frame.type() == Frame.Type.DECISION) {
                payload[payload.length - 1] ^= 1;
            }
            byte[] head = Frame.head(frame.type(), payload.length, frame.seq());
            link = Frame.link(link, head, payload);
            forged.write(head);
            forged.write(payload);
            forged.write(link.bytes());
        }
        Files.write(segment, forged.toByteArray());
    }

    private void assertRefused(Trust trust, String reason) throws LogException {
        List<Finding> findings = verify(trust).findings();
        assertEquals(1, findings.size(), findings.toString());
        String line = findings.getFirst().line();
        assertTrue(line.startsWith("ALTERED: segment-000000000001.plog, byte "), line);
        assertTrue(line.endsWith(": its signature is refused: " + reason), line);
    }

    private VerifyReport verify(Trust trust) throws LogException {
        return LogVerifier.verify(directory, new LogVerifier.Expected(Optional.of(trust), 0));
    }

    private static Trust trust(KeyPairFiles key) {
        return Trust.of(List.of(key.trusted()));
    }

    private KeyPairFiles key(String id, Set<Purpose> purposes, @Nullable Instant notAfter) throws Exception {
        return KeyPairFiles.generate(keys, id, purposes, null, notAfter);
    }

    private LogOptions signed(KeyPairFiles key, Duration every) throws Exception {
        return LogFixture.signed(
                LogFixture.options(directory, LogMode.DURABLE), SigningKey.read(key.privateKey()), every);
    }

    private void write(LogOptions options, int records) throws Exception {
        try (SegmentLog log = SegmentLog.open(options, CODEC, Decisions.CLOCK)) {
            for (int i = 0; i < records; i++) {
                append(log);
            }
        }
    }

    private void append(SegmentLog log) throws Exception {
        CompletableFuture<Boolean> stored = new CompletableFuture<>();
        log.append(decisions.next(), stored::complete);
        assertTrue(stored.get(10, TimeUnit.SECONDS));
    }

    private static void awaitCheckpoints(SegmentLog log, long wanted) {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (log.counters().checkpoints() < wanted && System.nanoTime() < giveUp) {
            Thread.onSpinWait();
        }
        assertTrue(log.counters().checkpoints() >= wanted);
    }
}
