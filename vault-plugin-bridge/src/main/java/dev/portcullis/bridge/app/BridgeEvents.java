package dev.portcullis.bridge.app;

import dev.portcullis.bridge.pdp.Answer;
import dev.portcullis.bridge.pdp.EnforcementEvents;
import dev.portcullis.bridge.pdp.Obligation;
import dev.portcullis.bridge.pdp.PropertyValue;
import java.io.PrintStream;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;

/// What an operator hears of, one line each. Single requests are in the decision log, not here. What repeats itself
/// with every request while something is down is said once in a while, with the number of those that were not said.
final class BridgeEvents implements EnforcementEvents {
    private static final int LONGEST = 2_000;

    private final PrintStream out;
    private final InstantSource clock;
    private final Repetition undecided = new Repetition();
    private final Repetition unserved = new Repetition();

    BridgeEvents(PrintStream out, InstantSource clock) {
        this.out = out;
        this.clock = clock;
    }

    /// Says something in the log; a line stays a line, whatever somebody named himself.
    void say(String line) {
        String plain = line.substring(0, Math.min(line.length(), LONGEST)).replaceAll("\\p{Cntrl}", "?");
        out.println(clock.instant().truncatedTo(ChronoUnit.MILLIS) + " " + plain);
    }

    @Override
    public void tell(String decisionId, List<Obligation> tell) {
        tell.forEach(each -> say("notify decision=" + decisionId + " severity="
                + text(each.properties().getOrDefault("severity", new PropertyValue.Nothing())) + " to="
                + text(each.properties().getOrDefault("to", new PropertyValue.Nothing()))));
    }

    private static String text(PropertyValue value) {
        return switch (value) {
            case PropertyValue.Text(String text) -> text;
            case PropertyValue.Values(List<PropertyValue> values) ->
                values.stream().map(BridgeEvents::text).collect(Collectors.joining(","));
            default -> "";
        };
    }

    @Override
    public void unmet(String decisionId, String obligation) {
        say("denied though allowed decision=" + decisionId + ": an obligation cannot be met: " + obligation);
    }

    @Override
    public void undecided(Answer.Unavailable unavailable) {
        undecided.count(
                clock.instant(),
                unsaid ->
                        say("no decision, so denied: " + unavailable.outage() + ": " + unavailable.detail() + unsaid));
    }

    @Override
    public void unserved(String why) {
        unserved.count(clock.instant(), unsaid -> say("no answer from behind: " + why + unsaid));
    }

    @Override
    public void broken(Throwable failure) {
        say("a request was denied after a fault: " + failure);
    }

    /// Something that happens again and again.
    private static final class Repetition {
        private static final long SECONDS = 10;

        private Instant next = Instant.MIN;
        private long unsaid;

        @FunctionalInterface
        interface Line {
            void say(String unsaid);
        }

        synchronized void count(Instant now, Line line) {
            if (now.isBefore(next)) {
                unsaid++;
                return;
            }
            next = now.plusSeconds(SECONDS);
            line.say(unsaid == 0 ? "" : " (" + unsaid + " more since the last line)");
            unsaid = 0;
        }
    }
}
