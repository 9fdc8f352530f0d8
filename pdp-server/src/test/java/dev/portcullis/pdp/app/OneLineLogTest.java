package dev.portcullis.pdp.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What libraries log stays on one line and quotes no peer.
class OneLineLogTest {
    @ParameterizedTest
    @CsvSource({
        "io.grpc.netty.NettyServerStream,  java.lang.IllegalStateException",
        "io.netty.channel.Pipeline,        java.lang.IllegalStateException",
        "io.micronaut.Runtime,             java.lang.IllegalStateException: hunter2 and more",
    })
    void thrownThing_isNamed_withoutItsTrace(String logger, String expected) {
        LogRecord line = new LogRecord(Level.WARNING, "Exception processing message");
        line.setLoggerName(logger);
        line.setInstant(Instant.parse("2026-11-02T09:00:00Z"));
        line.setThrown(new IllegalStateException("hunter2\nand more"));
        assertEquals(
                "2026-11-02T09:00:00Z WARNING " + logger + ": Exception processing message: " + expected + "\n",
                new OneLineLog().format(line));
    }
}
