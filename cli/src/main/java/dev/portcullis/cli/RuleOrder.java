package dev.portcullis.cli;

import dev.portcullis.cli.grpc.Answer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The determining rules of an answer in the order of interest to a person: those of the reasons and obligations the
/// answer gives, then other public rules, then rules whose name begins with `_`. Within each, the server's order.
final class RuleOrder implements Comparator<Answer.Rule> {
    private final Set<String> named = new HashSet<>();

    RuleOrder(Answer answer) {
        named.addAll(answer.reasons());
        for (Answer.Obligation obligation : answer.obligations()) {
            named.add(obligation.type());
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
        String[] names = rule.path().split("\\.", -1);
        boolean internal = names[names.length - 1].startsWith("_");
        for (String name : names) {
            if (named.contains(name)) {
                return internal ? 1 : 0;
            }
        }
        return internal ? 3 : 2;
    }
}
