package dev.portcullis.pdp.app;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// What libraries log, in the server's form: one line each and never a stack trace. The message of an exception that
/// the
/// transport logs may quote what a peer sent, so of those only the kind is told.
final class OneLineLog extends Formatter {
    /// Kept here, since loggers are forgotten when nobody holds them.
    private static final Logger ROOT = Logger.getLogger("");

    /// Everything that this process logs from now on has this form.
    static void install() {
        for (Handler handler : ROOT.getHandlers()) {
            handler.setFormatter(new OneLineLog());
        }
    }

    @Override
    public String format(LogRecord line) {
        StringBuilder text = new StringBuilder()
                .append(Instant.ofEpochMilli(line.getMillis()).truncatedTo(ChronoUnit.MILLIS))
                .append(' ')
                .append(line.getLevel())
                .append(' ')
                .append(line.getLoggerName())
                .append(": ")
                .append(formatMessage(line));
        Throwable thrown = line.getThrown();
        if (thrown != null) {
            text.append(": ")
                    .append(
                            isTransport(line.getLoggerName())
                                    ? thrown.getClass().getName()
                                    : thrown);
        }
        return text.toString().replaceAll("\\R", " ") + "\n";
    }

    private static boolean isTransport(String logger) {
        return logger.startsWith("io.grpc.") || logger.startsWith("io.netty.");
    }
}
