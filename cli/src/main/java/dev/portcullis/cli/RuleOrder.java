package dev.portcullis.cli;

import dev.portcullis.cli.grpc.Answer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The determining rules of an answer in the order of interest to a person: those of the reasons it gives, then those
/// of
/// its obligations, then other public rules, then rules whose name begins with `_`. Within each, the server's order.
final class RuleOrder implements Comparator<Answer.Rule> {
    private final Set<String> reasons;
    private final Set<String> obligations = new HashSet<>();

    RuleOrder(Answer answer) {
        reasons = Set.copyOf(answer.reasons());
        for (Answer.Obligation obligation : answer.obligations()) {
            obligations.add(obligation.type());
        }
    }

    List<Answer.Rule> sorted(List<Answer.Rule> rules) {
        List<Answer.Rule> sorted = new ArrayList<>(rules);
        sorted.sort(this);
        return sorted;
    }

    @Override
    public int compare(Answer.Rule left, Answer.Rule right) {
        return Integer.compare(rank(left), rank(right));
    }

    private int rank(Answer.Rule rule) {
        List<String> names = List.of(rule.path().split("\\.", -1));
        if (names.getLast().startsWith("_")) {
            return 3;
        }
        if (names.stream().anyMatch(reasons::contains)) {
            return 0;
        }
        return names.stream().anyMatch(obligations::contains) ? 1 : 2;
    }
}
