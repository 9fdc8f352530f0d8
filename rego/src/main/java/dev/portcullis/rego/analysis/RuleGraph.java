package dev.portcullis.rego.analysis;

import dev.portcullis.rego.ast.Body;
import dev.portcullis.rego.ast.Expression;
import dev.portcullis.rego.ast.Module;
import dev.portcullis.rego.ast.Rule;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which rules a rule depends on, `else` branches being rules of their own. A ref with variables may select a rule only
/// for some of their values: such a dependency is a [Choice].
final class RuleGraph {
    private final DefinitionTree tree;
    private final List<Rule> rules = new ArrayList<>();
    private final IdentityHashMap<Rule, List<Edge>> edges = new IdentityHashMap<>();

    /// @param choice what decides whether the dependency exists; null when it always does
    record Edge(Rule to, @Nullable Choice choice) {}

    /// A ref that selects a rule only for some values of its variables.
    ///
    /// @param ref as written
    /// @param selecting the same with variables replaced that have one known value
    /// @param index of the expression it stands in; the number of expressions for the head
    /// @param bound variables that may have a value before that expression
    record Choice(Rule from, Term.Ref ref, Term.Ref selecting, int index, Set<String> bound) {}

    RuleGraph(List<Module> flat) {
        this.tree = DefinitionTree.of(flat);
        for (Module module : flat) {
            for (Rule rule : module.rules()) {
                for (Rule branch = rule; branch != null; branch = branch.otherwise()) {
                    rules.add(branch);
                }
            }
        }
    }

    List<Rule> rules() {
        return rules;
    }

    List<Edge> edges(Rule rule) {
        List<Edge> known = edges.get(rule);
        if (known == null) {
            known = new Dependencies(rule).find();
            edges.put(rule, known);
        }
        return known;
    }

    /// The rules that the ref could look at.
    private List<Rule> selected(Term.Ref ref) {
        Distinct found = new Distinct();
        if (Documents.isData(ref)) {
            select(tree, ref, 0, found);
        }
        return found.rules;
    }

    private static void select(DefinitionTree node, Term.Ref ref, int index, Distinct found) {
        if (index == ref.path().size()) {
            node.forEach(each -> each.definitions().forEach(d -> found.add(d.rule())));
            return;
        }
        RegoValue part = Literals.value(ref.path().get(index));
        if (part != null) {
            DefinitionTree child = node.child(part);
            if (child != null) {
                selectAt(child, ref, index + 1, found);
            }
        } else {
            node.children().forEach(child -> selectAt(child, ref, index + 1, found));
        }
    }

    private static void selectAt(DefinitionTree node, Term.Ref ref, int index, Distinct found) {
        node.definitions().stream().filter(d -> mayMeet(d.ref(), ref, index)).forEach(d -> found.add(d.rule()));
        select(node, ref, index, found);
    }

    /// Rules in the order of discovery, each once.
    private static final class Distinct {
        private final List<Rule> rules = new ArrayList<>();
        private final Set<Rule> known = Collections.newSetFromMap(new IdentityHashMap<>());

        void add(Rule rule) {
            if (known.add(rule)) {
                rules.add(rule);
            }
        }
    }

    private static boolean mayMeet(Term.Ref rule, Term.Ref ref, int from) {
        for (int i = from; i < rule.path().size() && i < ref.path().size(); i++) {
            RegoValue a = Literals.value(rule.path().get(i));
            RegoValue b = Literals.value(ref.path().get(i));
            if (a != null && b != null && !a.equals(b)) {
                return false;
            }
        }
        return true;
    }

    /// The places in a ref whose value decides whether it selects the rule; null when it never does.
    static @Nullable List<Integer> deciding(Term.Ref ref, Rule rule, Set<String> bound) {
        List<Integer> places = new ArrayList<>();
        List<Term> target = rule.head().ref().path();
        for (int i = 0; i < Math.min(ref.path().size(), target.size()); i++) {
            RegoValue wanted = Literals.value(target.get(i));
            Term part = ref.path().get(i);
            if (wanted == null || isEnumerated(part, ref, bound)) {
                continue;
            }
            RegoValue given = Literals.value(part);
            if (given == null) {
                places.add(i);
            } else if (!given.equals(wanted)) {
                return null;
            }
        }
        return places;
    }

    /// Whether the part is a variable without a value, which takes every value there is.
    private static boolean isEnumerated(Term part, Term.Ref ref, Set<String> bound) {
        return part instanceof Term.Var variable
                && !bound.contains(variable.name())
                && ref.path().stream()
                                .filter(other ->
                                        other instanceof Term.Var v && v.name().equals(variable.name()))
                                .count()
                        == 1;
    }

    /// Collects what one rule depends on.
    private final class Dependencies extends TreeWalk {
        private final Rule from;
        private final KnownValues values;
        private final List<Choice> choices = new ArrayList<>();
        private final List<List<Rule>> chosen = new ArrayList<>();
        private final Set<Rule> certain = Collections.newSetFromMap(new IdentityHashMap<>());
        private final Distinct all = new Distinct();
        private int index;
        /// Variables of the head and of the expressions before.
        private final Set<String> bound = new HashSet<>();

        Dependencies(Rule from) {
            this.from = from;
            this.values = new KnownValues(from.body());
        }

        List<Edge> find() {
            bindHead();
            for (Expression expression : from.body().expressions()) {
                expression(expression);
                bound.addAll(VariableScan.all(Body.of(expression)));
                index++;
            }
            optional(from.head().key());
            optional(from.head().value());
            List<Edge> found = new ArrayList<>();
            for (Rule rule : all.rules) {
                Choice choice = certain.contains(rule) ? null : firstChoice(rule);
                for (Rule branch = rule; branch != null; branch = branch.otherwise()) {
                    found.add(new Edge(branch, choice));
                }
            }
            return found;
        }

        private @Nullable Choice firstChoice(Rule rule) {
            for (int i = 0; i < choices.size(); i++) {
                if (chosen.get(i).stream().anyMatch(each -> each == rule)) {
                    return choices.get(i);
                }
            }
            return null;
        }

        @Override
        void term(Term term) {
            if (term instanceof Term.Ref ref) {
                depend(ref);
            }
            super.term(term);
        }

        @Override
        void operator(Term.Ref operator) {
            depend(operator);
            super.operator(operator);
        }

        private void depend(Term.Ref ref) {
            if (ref.path().stream().allMatch(part -> Literals.value(part) != null)) {
                for (Rule rule : selected(ref)) {
                    certain.add(rule);
                    all.add(rule);
                }
                return;
            }
            List<Term.Ref> expanded = values.expanded(ref, index);
            Term.Ref selecting = expanded.size() == 1 ? expanded.getFirst() : ref;
            List<Rule> uncertain = new ArrayList<>();
            for (Term.Ref each : expanded) {
                for (Rule rule : selected(each)) {
                    all.add(rule);
                    List<Integer> places = deciding(selecting, rule, bound);
                    if (places != null && places.isEmpty()) {
                        certain.add(rule);
                    } else {
                        uncertain.add(rule);
                    }
                }
            }
            if (!uncertain.isEmpty()) {
                choices.add(new Choice(from, ref, selecting, index, Set.copyOf(bound)));
                chosen.add(uncertain);
            }
        }

        private void bindHead() {
            Rule.Head head = from.head();
            List<Term> terms = new ArrayList<>(head.ref().path());
            if (head.arguments() != null) {
                terms.addAll(head.arguments());
            }
            if (head.key() != null) {
                terms.add(head.key());
            }
            if (head.value() != null) {
                terms.add(head.value());
            }
            bound.addAll(VariableScan.all(terms));
        }
    }
}
