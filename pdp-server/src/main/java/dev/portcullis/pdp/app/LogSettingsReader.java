package dev.portcullis.pdp.app;

import dev.portcullis.pdp.log.LogMode;
import dev.portcullis.pdp.log.LogOptions;
import dev.portcullis.pdp.log.RecordMask;
import dev.portcullis.settings.SettingsException;
import dev.portcullis.settings.SettingsNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/// Reads the block `log` of the configuration.
final class LogSettingsReader {
    private static final long DAY_SECONDS = 86_400;
    private static final long LONGEST_SECONDS = 100 * 365 * DAY_SECONDS;

    private final SettingsNode node;
    private final Function<String, Path> path;

    /// @param path resolves a relative path
    LogSettingsReader(SettingsNode node, Function<String, Path> path) {
        this.node = node;
        this.path = path;
    }

    Settings.Log read() throws SettingsException {
        LogOptions.Rotation rotation = new LogOptions.Rotation(
                node.integer("segment_bytes", 64L << 20, 1 << 16, 1L << 30),
                Duration.ofSeconds(node.integer("segment_age_s", DAY_SECONDS, 1, LONGEST_SECONDS)));
        Settings.Log log = new Settings.Log(
                path.apply(node.requiredText("directory")),
                mode(),
                (int) node.integer("queue", 65_536, 1, 1 << 24),
                rotation,
                retention(node.child("retention"), rotation),
                node.text("key").map(path),
                mask());
        node.finish();
        return log;
    }

    private LogMode mode() throws SettingsException {
        return switch (node.text("mode").orElse("async")) {
            case "async" -> LogMode.ASYNC;
            case "durable" -> LogMode.DURABLE;
            case "fsync" -> LogMode.FSYNC;
            default -> throw node.refused("mode", List.of("async", "durable", "fsync"));
        };
    }

    /// The open segment counts as full, so a limit below two segments would keep next to nothing.
    private static LogOptions.Retention retention(SettingsNode node, LogOptions.Rotation rotation)
            throws SettingsException {
        OptionalLong bytes = OptionalLong.empty();
        Optional<Duration> age = Optional.empty();
        if (node.text("max_bytes").isPresent()) {
            bytes = OptionalLong.of(node.integer("max_bytes", 0, 2 * rotation.bytes(), Long.MAX_VALUE));
        }
        if (node.text("max_age_s").isPresent()) {
            age = Optional.of(Duration.ofSeconds(node.integer("max_age_s", 0, 1, LONGEST_SECONDS)));
        }
        node.finish();
        return new LogOptions.Retention(bytes, age);
    }

    private RecordMask mask() throws SettingsException {
        try {
            return RecordMask.of(node.texts("mask"));
        } catch (IllegalArgumentException wrong) {
            throw new SettingsException(node.origin("mask") + wrong.getMessage());
        }
    }
}
