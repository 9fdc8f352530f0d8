package dev.portcullis.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portcullis.cli.grpc.Answer;
import dev.portcullis.rego.value.RegoObject;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class AnswerTextTest {
    private static final RegoObject NONE = RegoObject.builder().build();

    private static Answer denied(String... paths) {
        List<Answer.Rule> rules =
                Stream.of(paths).map(path -> new Answer.Rule(path, "p.rego", 1)).toList();
        return new Answer(
                "DENY",
                "POLICY_DENY",
                List.of("consumer_first_seen"),
                List.of(new Answer.Obligation("notify", NONE)),
                NONE,
                rules,
                "0193",
                "",
                new Answer.Basis(List.of(), "7.100", 60),
                0,
                List.of(),
                83_400,
                "ENFORCED",
                "",
                1_200_000);
    }

    private static List<String> ruleLines(Answer answer) {
        return AnswerText.of(answer)
                .lines()
                .filter(line -> line.startsWith("  rule") || line.contains("more, which"))
                .map(String::strip)
                .toList();
    }

    @Test
    void rulesOfReasonsAndObligations_comeFirst_internalOnesLast() {
        assertEquals(
                List.of(
                        "rule        data.reasons.consumer_first_seen.deny (p.rego:1)",
                        "rule        data.obligations.notify.to (p.rego:1)",
                        "rule        data.main.decision (p.rego:1)",
                        "rule        data.main._labels (p.rego:1)"),
                ruleLines(denied(
                        "data.main._labels",
                        "data.main.decision",
                        "data.obligations.notify.to",
                        "data.reasons.consumer_first_seen.deny")));
    }

    @Test
    void moreRulesThanAPersonReads_areCounted() {
        List<String> lines = ruleLines(denied("data.a", "data.b", "data.c", "data.d", "data.e", "data.f"));

        assertEquals(5, lines.size());
        assertEquals("and 2 more, which --json lists", lines.getLast());
    }
}
