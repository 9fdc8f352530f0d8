package dev.portcullis.lineage.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portcullis.lineage.connector.ConsumerType;
import dev.portcullis.lineage.connector.Fact;
import dev.portcullis.lineage.connector.NodeFact;
import dev.portcullis.lineage.graph.Estate;
import dev.portcullis.snapshot.Node;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UsageDerivationTest {
    private static final long HOUR = Duration.ofHours(1).toNanos();
    private static final long DAY = 24 * HOUR;
    private static final long NOW = 1000 * DAY;
    private static final String KEY = "aws:access_key:A";

    @Test
    void usage_sumsUpWhoLastAndWhere() {
        var estate = used().use(KEY, "t:c:a", NOW - 50 * DAY, NOW - 3 * DAY, 15)
                .use(KEY, "t:c:b", NOW - 20 * DAY, NOW - 2 * DAY, 5)
                .and(new Fact.Use(KEY, "t:c:a", "us", NOW - DAY, NOW - DAY, 1, false))
                .and(new Fact.Use(KEY, "t:c:x", "ap", NOW, NOW, 99, true))
                .and(new Fact.Use(KEY, "t:c:y", "sa", 0, NOW - 90 * DAY, 99, false))
                .use("aws:access_key:B", "t:c:z", NOW, NOW, 1);
        assertEquals(new Node.Usage(2, NOW - DAY, List.of("eu", "us"), false), usage(estate, null));
    }

    @Test
    void neverUsed_isLearning() {
        assertEquals(new Node.Usage(0, null, List.of(), true), usage(new Estate(), 0L));
    }

    @ParameterizedTest
    @CsvSource({
        // created and first used so many days ago, uses
        "100, 50, 20, false",
        "100, 50, 19, true",
        "14, 5, 20, false",
        "13, 5, 20, true",
        ", 14, 20, false",
        ", 13, 20, true",
        "2, 30, 20, false",
    })
    void learning_untilFourteenDaysOldAndUsedTwentyTimes(
            @Nullable Long createdDays, long firstDays, long uses, boolean learning) {
        var estate = used().use(KEY, "t:c:a", NOW - firstDays * DAY, NOW - DAY, uses);
        Node.Usage usage = usage(estate, createdDays == null ? null : NOW - createdDays * DAY);
        assertEquals(learning, usage.learning());
    }

    @ParameterizedTest
    @CsvSource({
        // first used so many days ago by nobody known, how often, flagged
        "14, 20, false, false",
        "14, 19, false, true",
        "13, 20, false, true",
        "14, 20, true, true",
    })
    void usesOfNobodyKnown_endLearning_andMakeNothingFamiliar(
            long firstDays, long uses, boolean flagged, boolean learning) {
        var estate = used().and(new Fact.Use(KEY, null, "ap", NOW - firstDays * DAY, NOW - DAY, uses, flagged));
        assertEquals(new Node.Usage(0, null, List.of(), learning), usage(estate, null));
        var unheard = used().and(new Fact.Use(KEY, "t:c:ghost", "ap", NOW - firstDays * DAY, NOW - DAY, uses, flagged));
        assertEquals(new Node.Usage(0, null, List.of(), learning), usage(unheard, null));
    }

    @ParameterizedTest
    @CsvSource({"0, 24", "23, 1", "24, ", "100, ", ", "})
    void learningUntil_forADayAfterTheModelChanged(@Nullable Long changedHours, @Nullable Long leftHours) {
        var consumer = new NodeFact.Consumer(
                "t:agent:a",
                ConsumerType.AI_AGENT,
                "test",
                null,
                null,
                null,
                null,
                true,
                null,
                null,
                changedHours == null ? null : NOW - changedHours * HOUR);
        Long until = UsageDerivation.of(new Estate().facts(), NOW).learningUntilNs(consumer);
        assertEquals(leftHours == null ? null : NOW + leftHours * HOUR, until);
    }

    private static Estate used() {
        return new Estate().consumer("t:c:a", ConsumerType.JOB).consumer("t:c:b", ConsumerType.JOB);
    }

    private static Node.Usage usage(Estate estate, @Nullable Long createdNs) {
        return UsageDerivation.of(estate.facts(), NOW).usage(KEY, createdNs);
    }
}
