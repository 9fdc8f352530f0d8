package dev.portcullis.rego.plan;

import dev.portcullis.rego.analysis.Documents;
import dev.portcullis.rego.analysis.RuleGroup;
import dev.portcullis.rego.analysis.RuleTree;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.util.List;
import java.util.function.IntConsumer;

/// Plans refs: along base documents by look-ups and scans, along virtual documents by calls. A variable that picks
/// among
/// virtual documents evaluates only the branch it asks for, and of that only the constant path that follows.
final class RefPlanner {
    private final FunctionPlanner function;

    RefPlanner(FunctionPlanner function) {
        this.function = function;
    }

    /// Plans a ref; `then` is planned once for each value it may have.
    void plan(Term.Ref ref, IntConsumer then) {
        if (ref.head() instanceof Term.Var head) {
            switch (head.name()) {
                case Documents.INPUT -> {
                    function.out.add(new Statement.IsDefined(Plan.INPUT));
                    walk(ref.path(), 0, Plan.INPUT, then);
                }
                case Documents.DATA -> virtual(function.plans.tree(), ref.path(), 0, then);
                default -> function.terms().plan(head, source -> walk(ref.path(), 0, source, then));
            }
        } else {
            function.terms().plan(ref.head(), source -> walk(ref.path(), 0, source, then));
        }
    }

    /// Follows a path through a value.
    private void walk(List<Term> path, int at, int source, IntConsumer then) {
        if (at == path.size()) {
            then.accept(source);
            return;
        }
        Term part = path.get(at);
        int target = function.out.fresh();
        if (function.unify().isOpen(part)) {
            int key = function.out.fresh();
            Plan.Block each = function.out.block(() ->
                    function.scoped(() -> function.unify().match(part, key, () -> walk(path, at + 1, target, then))));
            function.out.add(
                    function.plans.optimised()
                            ? Joins.scan(source, key, target, each)
                            : new Statement.Scan(source, key, target, each));
        } else {
            function.terms().plan(part, key -> {
                function.out.add(new Statement.Dot(source, key, target));
                walk(path, at + 1, target, then);
            });
        }
    }

    /// Follows a path through the base document, whose object keys are text: a number that is no index names the key
    /// with its digits.
    private void walkBase(List<Term> path, int at, int source, IntConsumer then) {
        if (at == path.size() || !(path.get(at) instanceof Term.Scalar part)) {
            walk(path, at, source, then);
            return;
        }
        int target = function.out.fresh();
        if (part.value() instanceof RegoNumber number) {
            function.out.add(new Statement.ResetLocal(target));
            function.out.guarded(() -> dot(source, number, target));
            function.out.guarded(() -> {
                function.out.add(new Statement.IsUndefined(target));
                dot(source, RegoString.of(number.text()), target);
            });
            function.out.add(new Statement.IsDefined(target));
        } else {
            dot(source, part.value(), target);
        }
        walkBase(path, at + 1, target, then);
    }

    private void dot(int source, RegoValue key, int target) {
        function.out.add(new Statement.Dot(source, function.plans.constants.operand(key), target));
    }

    /// Follows a path through the virtual documents from a node of their tree.
    private void virtual(RuleTree node, List<Term> path, int at, IntConsumer then) {
        RuleGroup group = node.group();
        if (function.mocks.hides(node.path())) {
            base(node.path(), source -> walkBase(path, at, source, then));
        } else if (group != null) {
            call(group, value -> walk(path, at, value, then));
        } else if (at == path.size()) {
            extent(node, then);
        } else if (path.get(at) instanceof Term.Scalar part) {
            RuleTree child = node.child(part.value());
            if (child == null) {
                base(node.path(), source -> walkBase(path, at, source, then));
            } else {
                virtual(child, path, at + 1, then);
            }
        } else {
            pick(node, path, at, then);
        }
    }

    private void call(RuleGroup group, IntConsumer then) {
        if (group.kind() == RuleGroup.Kind.FUNCTION) {
            // A function is not a document: a ref to it has no value.
            int never = function.out.fresh();
            function.out.add(new Statement.ResetLocal(never));
            function.out.add(new Statement.IsDefined(never));
            return;
        }
        int target = function.out.fresh();
        int place = function.plans.function(group, function.mocks);
        int[] documents = {Plan.INPUT, Plan.DATA};
        function.out.add(new Statement.Call(
                place, documents, target, group.rules().getFirst().span()));
        then.accept(target);
    }

    /// The base document at a path.
    private void base(List<RegoValue> path, IntConsumer then) {
        int source = Plan.DATA;
        for (RegoValue part : path) {
            int target = function.out.fresh();
            function.out.add(new Statement.Dot(source, function.plans.constants.operand(part), target));
            source = target;
        }
        then.accept(source);
    }

    /// A part that is not constant picks among the children of a node.
    private void pick(RuleTree node, List<Term> path, int at, IntConsumer then) {
        Term part = path.get(at);
        int end = at + 1;
        while (end < path.size() && path.get(end) instanceof Term.Scalar) {
            end++;
        }
        int rest = end;
        List<Term> projection = path.subList(at + 1, rest);
        if (function.unify().isOpen(part)) {
            int candidates = candidates(node, projection, -1);
            int key = function.out.fresh();
            int value = function.out.fresh();
            Plan.Block each = function.out.block(() ->
                    function.scoped(() -> function.unify().match(part, key, () -> walk(path, rest, value, then))));
            function.out.add(new Statement.Scan(candidates, key, value, each));
        } else {
            function.terms().plan(part, key -> {
                int candidates = candidates(node, projection, key);
                int value = function.out.fresh();
                function.out.add(new Statement.Dot(candidates, key, value));
                walk(path, rest, value, then);
            });
        }
    }

    /// An object of what the projection yields for each child; with a key, for that child only.
    private int candidates(RuleTree node, List<Term> projection, int key) {
        boolean keyed = key != -1;
        int object = function.out.fresh();
        function.out.add(new Statement.MakeObject(object));
        node.children().forEach((name, child) -> {
            int constant = function.plans.constants.operand(name);
            function.scoped(() -> function.out.guarded(() -> {
                if (keyed) {
                    function.out.add(new Statement.Equal(key, constant));
                }
                virtual(child, projection, 0, v -> function.out.add(new Statement.ObjectInsert(constant, v, object)));
            }));
        });
        function.scoped(() -> function.out.guarded(() -> base(node.path(), source -> {
            if (keyed) {
                int found = function.out.fresh();
                function.out.add(new Statement.Dot(source, key, found));
                otherThanChildren(node, key);
                walk(projection, 0, found, v -> function.out.add(new Statement.ObjectInsert(key, v, object)));
            } else {
                baseCandidates(node, projection, source, object);
            }
        })));
        return object;
    }

    private void baseCandidates(RuleTree node, List<Term> projection, int source, int object) {
        int key = function.out.fresh();
        int value = function.out.fresh();
        Plan.Block each = function.out.block(() -> {
            otherThanChildren(node, key);
            walk(projection, 0, value, v -> function.out.add(new Statement.ObjectInsert(key, v, object)));
        });
        function.out.add(new Statement.Scan(source, key, value, each));
    }

    private void otherThanChildren(RuleTree node, int key) {
        for (RegoValue name : node.children().keySet()) {
            function.out.add(new Statement.NotEqual(key, function.plans.constants.operand(name)));
        }
    }

    /// Everything below a node: the base document over its virtual documents, as in OPA.
    private void extent(RuleTree node, IntConsumer then) {
        int virtual = function.out.fresh();
        function.out.add(new Statement.MakeObject(virtual));
        node.children().forEach((name, child) -> {
            int constant = function.plans.constants.operand(name);
            function.scoped(() -> function.out.guarded(() -> virtual(
                    child, List.of(), 0, v -> function.out.add(new Statement.ObjectInsert(constant, v, virtual)))));
        });
        int whole = function.out.fresh();
        function.out.add(new Statement.ResetLocal(whole));
        function.out.guarded(
                () -> base(node.path(), source -> function.out.add(new Statement.ObjectMerge(source, virtual, whole))));
        function.out.guarded(() -> {
            function.out.add(new Statement.IsUndefined(whole));
            function.out.add(new Statement.AssignVar(whole, virtual));
        });
        then.accept(whole);
    }
}
