package dev.portcullis.bridge.app;

import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/// What libraries log becomes a line for the operator, never a stack trace. The message of an exception may quote
/// what a peer sent, so only its kind is told.
final class LibraryLog extends Handler {
    /// Kept here, since loggers are forgotten when nobody holds them.
    private static final Logger ROOT = Logger.getLogger("");
    /// gRPC asks every channel for TCP's keep-alive, and Netty warns of it at every connection to a unix socket.
    private static final Logger NETTY = Logger.getLogger("io.netty.bootstrap");

    private static final Formatter MESSAGES = new SimpleFormatter();

    private final BridgeEvents events;

    LibraryLog(BridgeEvents events) {
        this.events = events;
    }

    /// Everything that libraries log in this process goes this way from now on.
    static void install(BridgeEvents events) {
        NETTY.setLevel(Level.SEVERE);
        for (Handler handler : ROOT.getHandlers()) {
            ROOT.removeHandler(handler);
        }
        ROOT.addHandler(new LibraryLog(events));
    }

    @Override
    public void publish(LogRecord line) {
        if (!isLoggable(line)) {
            return;
        }
        Throwable thrown = line.getThrown();
        events.say(line.getLevel() + " " + line.getLoggerName() + ": " + MESSAGES.formatMessage(line)
                + (thrown == null ? "" : ": " + thrown.getClass().getName()));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
