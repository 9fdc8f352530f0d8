package dev.portcullis.bridge.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

final class LibraryLogTest {
    @Test
    void exception_isItsKindInOneLine() {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        LibraryLog log = new LibraryLog(
                new BridgeEvents(new PrintStream(said, true, StandardCharsets.UTF_8), () -> Instant.EPOCH));
        LogRecord line = new LogRecord(Level.WARNING, "asked {0}\ntwice");
        line.setLoggerName("a.library");
        line.setParameters(new Object[] {"AWS"});
        line.setThrown(new IllegalStateException("a secret"));

        log.publish(line);

        assertEquals(
                "1970-01-01T00:00:00Z WARNING a.library: asked AWS?twice: java.lang.IllegalStateException\n",
                said.toString(StandardCharsets.UTF_8));
    }
}
