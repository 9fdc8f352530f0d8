package dev.portcullis.bridge.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portcullis.bridge.pdp.Answer;
import dev.portcullis.bridge.pdp.Obligation;
import dev.portcullis.bridge.pdp.Outage;
import dev.portcullis.bridge.pdp.PropertyValue;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BridgeEventsTest {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private Instant now = Instant.parse("2026-11-02T09:00:00.123456Z");
    private final BridgeEvents events =
            new BridgeEvents(new PrintStream(said, true, StandardCharsets.UTF_8), () -> now);

    private List<String> lines() {
        return said.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void notifications_sayWhomToTell() {
        PropertyValue to = new PropertyValue.Values(
                List.of(new PropertyValue.Text("workday:worker:1"), new PropertyValue.Text("workday:worker:2")));
        events.tell(
                "d-1", List.of(new Obligation("notify", Map.of("to", to, "severity", new PropertyValue.Text("high")))));

        assertEquals(
                List.of(
                        "2026-11-02T09:00:00.123Z notify decision=d-1 severity=high to=workday:worker:1,workday:worker:2"),
                lines());
    }

    @Test
    void whatRepeatsItself_isSaidOnceInAWhile() {
        for (int i = 0; i < 5; i++) {
            events.undecided(new Answer.Unavailable(Outage.NOT_CONNECTED, "no connection"));
        }
        now = now.plusSeconds(10);
        events.undecided(new Answer.Unavailable(Outage.TIMEOUT, "no answer"));

        assertEquals(
                List.of(
                        "2026-11-02T09:00:00.123Z no decision, so denied: NOT_CONNECTED: no connection",
                        "2026-11-02T09:00:10.123Z no decision, so denied: TIMEOUT: no answer (4 more since the last line)"),
                lines());
    }

    @Test
    void unmetObligation_isSaidWithTheDecision() {
        events.unmet("d-1", "`max_ttl` has no whole number of seconds");

        assertEquals(
                List.of("2026-11-02T09:00:00.123Z denied though allowed decision=d-1: an obligation cannot be met:"
                        + " `max_ttl` has no whole number of seconds"),
                lines());
    }

    @Test
    void line_staysALine() {
        events.unserved("a\nb\u0007" + "c".repeat(5_000));

        assertEquals(1, lines().size());
        assertEquals(
                "2026-11-02T09:00:00.123Z ".length() + 2_000, lines().getFirst().length());
    }
}
