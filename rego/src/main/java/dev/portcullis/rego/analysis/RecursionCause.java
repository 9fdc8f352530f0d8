package dev.portcullis.rego.analysis;

import dev.portcullis.rego.ast.Rule;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.syntax.TermText;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Says for which values of its variables a ref closes a cycle.
final class RecursionCause {
    /// With more conditions than this, only the ref is named.
    private static final int LIMIT = 2;

    private RecursionCause() {}

    /// @param value what the term must be
    private record Condition(Term term, Term written, Term value) {}

    /// The first choice on the way from the rule back to itself, in parentheses with a space before; empty when there
    /// is none.
    static String text(Rule start, List<RuleGraph.Edge> path) {
        Rule from = start;
        for (int i = 0; i < path.size(); i++) {
            RuleGraph.Choice choice = path.get(i).choice();
            if (choice != null) {
                String place = i == 0 ? "" : " in " + RecursionCheck.name(from);
                return " (" + text(choice, path.get(i).to(), place) + ")";
            }
            from = path.get(i).to();
        }
        return "";
    }

    private static String text(RuleGraph.Choice choice, Rule target, String place) {
        List<Term> parts = choice.ref().path();
        int length = Math.min(parts.size(), target.head().ref().path().size());
        Term.Ref shown = new Term.Ref(choice.ref().span(), choice.ref().head(), parts.subList(0, length));
        String text = Scope.text(shown) + place;
        String name = RecursionCheck.name(target);
        Origins origins = new Origins(choice);
        List<Condition> conditions = conditions(choice, target);
        if (conditions == null
                || conditions.isEmpty()
                || conditions.size() > LIMIT
                || conditions.stream().anyMatch(c -> origins.excludes(c.term(), c.value()))) {
            return text + " could refer to " + name;
        }
        List<String> clauses = new ArrayList<>();
        for (Condition condition : conditions) {
            String term = Scope.text(condition.term());
            String note = origins.note(condition.term(), term);
            clauses.add(term + " is " + TermText.write(condition.value()) + (note.isEmpty() ? "" : " (" + note + ")"));
        }
        return text + " refers to " + name + " if " + String.join(" and ", clauses);
    }

    /// One condition for each term; null when a term would need two values.
    private static @Nullable List<Condition> conditions(RuleGraph.Choice choice, Rule target) {
        List<Integer> places = RuleGraph.deciding(choice.selecting(), target, choice.bound());
        if (places == null) {
            return List.of();
        }
        List<Condition> conditions = new ArrayList<>();
        for (int place : places) {
            Term term = choice.ref().path().get(place);
            Term value = target.head().ref().path().get(place);
            String written = Scope.text(term);
            Condition same = conditions.stream()
                    .filter(c -> Scope.text(c.written()).equals(written))
                    .findFirst()
                    .orElse(null);
            if (same == null) {
                conditions.add(new Condition(term, term, value));
            } else if (!TermText.write(same.value()).equals(TermText.write(value))) {
                return null;
            }
        }
        return conditions;
    }

    static boolean contains(List<RegoValue> members, Term value) {
        RegoValue wanted = Literals.value(value);
        return wanted != null && members.contains(wanted);
    }
}
