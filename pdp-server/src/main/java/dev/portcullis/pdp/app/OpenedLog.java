package dev.portcullis.pdp.app;

import dev.portcullis.pdp.grpc.ProtoRecordCodec;
import dev.portcullis.pdp.http.ServerMetrics;
import dev.portcullis.pdp.log.LogCounters;
import dev.portcullis.pdp.log.LogException;
import dev.portcullis.pdp.log.LogOptions;
import dev.portcullis.pdp.log.SegmentLog;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.snapshot.trust.SigningKey;
import dev.portcullis.snapshot.trust.TrustException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/// The decision log as the configuration wants it, and its gauges.
final class OpenedLog {
    private OpenedLog() {}

    /// Opens the log.
    ///
    /// @param about content of its SERVER frames
    static SegmentLog of(Settings.Log settings, RegoObject about, InstantSource clock) throws StartException {
        LogOptions options = new LogOptions(
                settings.directory(),
                settings.mode(),
                settings.queue(),
                settings.rotation(),
                settings.retention(),
                key(settings),
                LogOptions.CHECKPOINT_EVERY,
                settings.mask(),
                about);
        try {
            return SegmentLog.open(options, new ProtoRecordCodec(), clock);
        } catch (LogException refused) {
            throw new StartException(refused.reason());
        }
    }

    private static Optional<SigningKey> key(Settings.Log settings) throws StartException {
        if (settings.key().isEmpty()) {
            return Optional.empty();
        }
        Path file = settings.key().get();
        try {
            return Optional.of(SigningKey.read(file));
        } catch (TrustException unusable) {
            throw new StartException("the key of the decision log cannot be used: " + unusable.getMessage());
        } catch (IOException unreadable) {
            throw new StartException("cannot read `" + file
                    + "`, the key of the decision log; make one with `portcullis keys generate --purpose log`");
        }
    }

    /// Shows how the log fares.
    static void measure(SegmentLog log, ServerMetrics metrics) {
        LogCounters counters = log.counters();
        metrics.gauge("pdp_log_queued", "decision records that wait to be written", log::queued);
        metrics.gauge("pdp_log_stored", "decision records written", counters::stored);
        metrics.gauge("pdp_log_lost", "decision records that could not be kept", counters::lost);
        metrics.gauge("pdp_log_redacted", "decision records of which only a stub was kept", counters::redacted);
        metrics.gauge("pdp_log_undelivered", "answers whose caller was gone when stored", counters::undelivered);
        metrics.gauge(
                "pdp_log_failing",
                "1 while the last batch could not be written",
                () -> counters.problem().isEmpty() ? 0 : 1);
        metrics.gauge("pdp_log_checkpoints", "checkpoints signed", counters::checkpoints);
        metrics.gauge("pdp_log_segment", "number of the open segment", counters::segment);
        metrics.gauge("pdp_log_next_seq", "number that the next frame gets", counters::nextSeq);
        metrics.gauge("pdp_log_deleted_segments", "segments that retention deleted", counters::deletedSegments);
        metrics.gauge("pdp_log_retention_failures", "times that retention failed", counters::retentionFailures);
    }
}
