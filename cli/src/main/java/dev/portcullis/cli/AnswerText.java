package dev.portcullis.cli;

import dev.portcullis.cli.grpc.Answer;
import dev.portcullis.rego.value.RegoJson;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// An answer as a block of lines for a person.
final class AnswerText {
    private static final int LABEL = 12;
    private static final int SHOWN_RULES = 4;

    private AnswerText() {}

    /// The block: the effect in the first line, one line for each thing below it, indented.
    static String of(Answer answer) {
        List<String> lines = new ArrayList<>();
        lines.add(headline(answer));
        add(lines, "reasons", String.join(", ", answer.reasons()));
        add(lines, "message", answer.message());
        for (Answer.Obligation obligation : answer.obligations()) {
            add(lines, "obligation", obligation.type() + " " + RegoJson.write(obligation.properties()));
        }
        if (answer.labels().size() > 0) {
            add(lines, "labels", RegoJson.write(answer.labels()));
        }
        addRules(lines, answer);
        add(lines, "decision", answer.decisionId());
        add(lines, "based on", basis(answer.basis()));
        add(
                lines,
                "took",
                micros(answer.evaluationNs()) + " to evaluate, " + micros(answer.roundTripNs()) + " round trip");
        return String.join("\n", lines);
    }

    private static void addRules(List<String> lines, Answer answer) {
        List<Answer.Rule> rules = new RuleOrder(answer).sorted(answer.rules());
        for (Answer.Rule rule : rules.subList(0, Math.min(SHOWN_RULES, rules.size()))) {
            add(lines, "rule", rule.path() + " (" + rule.file() + ":" + rule.row() + ")");
        }
        if (rules.size() > SHOWN_RULES) {
            add(lines, "", "and " + (rules.size() - SHOWN_RULES) + " more, which --json lists");
        }
    }

    private static String headline(Answer answer) {
        String code = answer.reasonCode().isEmpty() ? "" : "  " + answer.reasonCode();
        return answer.effect() + code + (answer.enforcement().equals("SHADOW") ? "  (shadow: not enforced)" : "");
    }

    private static String basis(Answer.Basis basis) {
        String snapshot = basis.snapshot().isEmpty()
                ? "no snapshot"
                : "snapshot " + basis.snapshot() + ", " + basis.snapshotAgeSeconds() + " s old";
        String bundles = basis.bundles().isEmpty()
                ? "no bundle"
                : "bundle "
                        + basis.bundles().stream()
                                .map(each -> each.name() + (each.revision().isEmpty() ? "" : " " + each.revision()))
                                .collect(Collectors.joining(", "));
        return snapshot + "; " + bundles;
    }

    /// Nanoseconds in microseconds: one decimal below 100, whole ones above.
    private static String micros(long ns) {
        return ns < 100_000 ? ns / 1_000 + "." + ns / 100 % 10 + " µs" : ns / 1_000 + " µs";
    }

    private static void add(List<String> lines, String label, String text) {
        if (!text.isEmpty()) {
            lines.add("  " + label + " ".repeat(LABEL - label.length()) + text);
        }
    }
}
