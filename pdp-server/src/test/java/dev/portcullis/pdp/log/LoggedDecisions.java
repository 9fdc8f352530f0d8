package dev.portcullis.pdp.log;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.pdp.decision.DecisionRecord;
import dev.portcullis.pdp.grpc.ProtoRecordCodec;
import dev.portcullis.snapshot.trust.KeyPairFiles;
import dev.portcullis.snapshot.trust.SigningKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Logs with decisions in them, for tests of what reads logs.
public final class LoggedDecisions {
    private LoggedDecisions() {}

    /// Logs one decision for each answer of a policy.
    ///
    /// @return the ids of the decisions
    public static List<String> write(Path directory, String... answers) throws Exception {
        return write(LogFixture.options(directory, LogMode.DURABLE), answers);
    }

    /// The same, signed when the log is closed.
    public static List<String> writeSigned(Path directory, KeyPairFiles key, String... answers) throws Exception {
        LogOptions plain = LogFixture.options(directory, LogMode.DURABLE);
        return write(LogFixture.signed(plain, SigningKey.read(key.privateKey()), LogOptions.CHECKPOINT_EVERY), answers);
    }

    private static List<String> write(LogOptions options, String... answers) throws Exception {
        List<String> ids = new ArrayList<>();
        try (SegmentLog log = SegmentLog.open(options, new ProtoRecordCodec(), Decisions.CLOCK)) {
            for (String answer : answers) {
                DecisionRecord record = Decisions.answering(answer).next();
                CompletableFuture<Boolean> stored = new CompletableFuture<>();
                log.append(record, stored::complete);
                assertTrue(stored.get(10, TimeUnit.SECONDS));
                ids.add(record.decision().id().toString());
            }
        }
        return ids;
    }
}
