package dev.portcullis.rego.runtime;

import dev.portcullis.rego.builtin.BuiltinContext;
import dev.portcullis.rego.builtin.BuiltinException;
import dev.portcullis.rego.eval.Environment;
import dev.portcullis.rego.eval.EvaluationContext;
import dev.portcullis.rego.eval.EvaluationException;
import dev.portcullis.rego.plan.Plan;
import dev.portcullis.rego.plan.Statement;
import dev.portcullis.rego.source.Span;
import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoSet;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One run of a plan.
///
/// A statement answers with a number: [#NEXT] to go on, [#UNDEFINED] to end its block without success, n from 0 to
/// end
/// its block and n blocks around it, [#RETURN] to end the function. A block that ends undefined takes back its part
/// of
/// the [Trail].
final class Evaluation implements BuiltinContext {
    private static final int NEXT = -1;
    private static final int UNDEFINED = -2;
    private static final int RETURN = Integer.MAX_VALUE;

    private final Plan plan;
    private final RegoValue[] constants;
    private final EvaluationContext context;
    private final Budget budget;
    private final Trail trail = new Trail();
    private final Lookup lookup;
    private final List<RegoValue> results = new ArrayList<>();
    private final Map<OnceKey, RegoValue> onlyOnce = new HashMap<>();
    private World world;
    private Plan.Function running;
    private Span span = Span.NONE;

    private record OnceKey(String builtin, RegoArray arguments) {}

    Evaluation(Plan plan, RegoValue[] constants, EvaluationContext context) {
        this.plan = plan;
        this.constants = constants;
        this.context = context;
        this.budget = new Budget(context);
        this.lookup = new Lookup(context.rows());
        this.world = new World(null, plan.functions().size());
        this.running = plan.functions().getFirst();
    }

    List<RegoValue> run(int entry, RegoObject data) {
        Plan.Function function = plan.functions().get(entry);
        Frame frame = new Frame(constants, function.locals());
        frame.set(Plan.INPUT, context.input());
        frame.set(Plan.DATA, data);
        running = function;
        run(function.block(), frame);
        return results;
    }

    int[] rules() {
        return trail.since(0);
    }

    private int run(Plan.Block block, Frame frame) {
        int mark = trail.mark();
        List<Statement> statements = block.statements();
        for (int i = 0, n = statements.size(); i < n; i++) {
            int next = step(statements.get(i), frame);
            if (next != NEXT) {
                if (next == UNDEFINED) {
                    trail.rewind(mark);
                }
                return next;
            }
        }
        return NEXT;
    }

    /// What a statement answers when its inner block answered `inner`.
    private static int around(int inner) {
        return inner <= 0 ? NEXT : inner == RETURN ? RETURN : inner - 1;
    }

    private static int when(boolean holds) {
        return holds ? NEXT : UNDEFINED;
    }

    private int step(Statement statement, Frame frame) {
        budget.step(1);
        return switch (statement) {
            case Statement.Dot s -> {
                RegoValue source = frame.value(s.source());
                RegoValue key = frame.value(s.key());
                yield set(frame, s.target(), source == null || key == null ? null : lookup.get(source, key));
            }
            case Statement.Call s -> call(s, frame);
            case Statement.CallBuiltin s -> callBuiltin(s, frame);
            case Statement.Block s -> blocks(s.blocks(), frame);
            case Statement.Equal s -> {
                RegoValue left = frame.value(s.left());
                RegoValue right = frame.value(s.right());
                yield when(left != null && right != null && left.equals(right));
            }
            case Statement.NotEqual s -> {
                RegoValue left = frame.value(s.left());
                RegoValue right = frame.value(s.right());
                yield when(left != null && right != null && !left.equals(right));
            }
            case Statement.Scan s -> scan(s, frame);
            case Statement.Not s -> not(s, frame);
            case Statement.AssignVar s -> set(frame, s.target(), frame.value(s.source()));
            case Statement.AssignVarOnce s -> assignOnce(s, frame);
            case Statement.AssignInt s -> set(frame, s.target(), RegoNumber.of(s.value()));
            case Statement.IsDefined s -> when(frame.isDefined(s.source()));
            case Statement.IsUndefined s -> when(!frame.isDefined(s.source()));
            case Statement.IsArray s -> when(frame.value(s.source()) instanceof RegoArray);
            case Statement.IsObject s -> when(frame.value(s.source()) instanceof RegoObject);
            case Statement.IsSet s -> when(frame.value(s.source()) instanceof RegoSet);
            case Statement.Len s -> {
                RegoValue source = frame.value(s.source());
                yield set(frame, s.target(), source == null ? null : lookup.length(source));
            }
            case Statement.ResetLocal s -> {
                frame.set(s.target(), null);
                yield NEXT;
            }
            case Statement.ReturnLocal s -> {
                frame.result = frame.value(s.source());
                yield RETURN;
            }
            case Statement.Break s -> s.depth();
            case Statement.Nop _ -> NEXT;
            case Statement.Determine s -> {
                trail.add(s.rule());
                context.tracer().enter(plan.rules().get(s.rule()));
                yield NEXT;
            }
            case Statement.ResultSetAdd s -> {
                RegoValue value = frame.value(s.value());
                if (value != null) {
                    results.add(value);
                }
                yield when(value != null);
            }
            case Statement.With s -> with(s, frame);
            case Statement.Outside s -> outside(s, frame);
            case Statement.CallDynamic _ -> throw new AssertionError("BUG: dynamic calls are planned as choices");
            case Statement.MakeArray _,
                    Statement.MakeObject _,
                    Statement.MakeSet _,
                    Statement.MakeNull _,
                    Statement.MakeNumberInt _,
                    Statement.MakeNumberRef _,
                    Statement.ArrayAppend _,
                    Statement.SetAdd _,
                    Statement.ObjectInsert _,
                    Statement.ObjectInsertOnce _,
                    Statement.ObjectMerge _,
                    Statement.InsertAt _ -> {
                budget.build(1);
                yield when(Building.step(statement, frame, running));
            }
        };
    }

    private static int set(Frame frame, int target, @Nullable RegoValue value) {
        frame.set(target, value);
        return value == null ? UNDEFINED : NEXT;
    }

    private int blocks(List<Plan.Block> blocks, Frame frame) {
        for (int i = 0, n = blocks.size(); i < n; i++) {
            int after = around(run(blocks.get(i), frame));
            if (after != NEXT) {
                return after;
            }
        }
        return NEXT;
    }

    private int not(Statement.Not s, Frame frame) {
        int mark = trail.mark();
        int inner = run(s.block(), frame);
        trail.rewind(mark);
        return inner == NEXT ? UNDEFINED : around(inner);
    }

    private int assignOnce(Statement.AssignVarOnce s, Frame frame) {
        RegoValue value = frame.value(s.source());
        if (value == null) {
            return UNDEFINED;
        }
        RegoValue present = frame.value(s.target());
        if (present == null) {
            frame.set(s.target(), value);
        } else if (!present.equals(value)) {
            throw Building.conflict(running, s.span());
        }
        return NEXT;
    }

    private int scan(Statement.Scan s, Frame frame) {
        RegoValue source = frame.value(s.source());
        switch (source) {
            case RegoArray array -> {
                for (int i = 0, n = array.size(); i < n; i++) {
                    int after = each(s, frame, RegoNumber.of(i), array.get(i));
                    if (after != NEXT) {
                        return after;
                    }
                }
            }
            case RegoObject object -> {
                for (int slot : object.sortedSlots()) {
                    RegoValue key = object.key(slot);
                    int after = each(s, frame, key, lookup.read(object, key, object.value(slot)));
                    if (after != NEXT) {
                        return after;
                    }
                }
            }
            case RegoSet set -> {
                for (int i = 0, n = set.size(); i < n; i++) {
                    int after = each(s, frame, set.sorted(i), set.sorted(i));
                    if (after != NEXT) {
                        return after;
                    }
                }
            }
            case null, default -> {
                return UNDEFINED;
            }
        }
        return NEXT;
    }

    private int each(Statement.Scan s, Frame frame, RegoValue key, RegoValue value) {
        budget.step(1);
        frame.set(s.key(), key);
        frame.set(s.value(), value);
        return around(run(s.block(), frame));
    }

    private int with(Statement.With s, Frame frame) {
        RegoValue value = frame.value(s.value());
        if (value == null) {
            return UNDEFINED;
        }
        RegoValue before = frame.value(s.document());
        frame.set(s.saved(), before);
        frame.set(s.document(), lookup.replaced(before, s.path(), 0, value, frame));
        world = new World(world, plan.functions().size());
        int inner = run(s.block(), frame);
        world = java.util.Objects.requireNonNull(world.outer);
        frame.set(s.document(), before);
        return inner == UNDEFINED ? UNDEFINED : around(inner);
    }

    private int outside(Statement.Outside s, Frame frame) {
        World inside = world;
        RegoValue replaced = frame.value(s.document());
        world = java.util.Objects.requireNonNull(inside.outer);
        frame.set(s.document(), frame.value(s.saved()));
        int inner = run(s.block(), frame);
        frame.set(s.document(), replaced);
        world = inside;
        return inner == UNDEFINED ? UNDEFINED : around(inner);
    }

    private int call(Statement.Call s, Frame frame) {
        Plan.Function function = plan.functions().get(s.function());
        boolean document = function.isDocument();
        World.Memo memo = document ? world.get(s.function()) : null;
        if (memo != null) {
            trail.addAll(memo.rules());
            return set(frame, s.target(), memo.value());
        }
        Frame callee = new Frame(constants, function.locals());
        int[] arguments = s.arguments();
        for (int i = 0; i < arguments.length; i++) {
            RegoValue argument = frame.value(arguments[i]);
            if (argument == null && i >= Plan.FIRST_FREE) {
                return UNDEFINED;
            }
            callee.set(i, argument);
        }
        int mark = trail.mark();
        Plan.Function caller = running;
        running = function;
        budget.enter(s.span());
        run(function.block(), callee);
        budget.leave();
        running = caller;
        if (callee.result == null) {
            trail.rewind(mark);
        }
        if (document) {
            world.put(s.function(), new World.Memo(callee.result, trail.since(mark)));
        }
        return set(frame, s.target(), callee.result);
    }

    private int callBuiltin(Statement.CallBuiltin s, Frame frame) {
        Plan.Callee callee = plan.builtins().get(s.builtin());
        RegoValue[] arguments = new RegoValue[s.arguments().length];
        for (int i = 0; i < arguments.length; i++) {
            RegoValue argument = frame.value(s.arguments()[i]);
            if (argument == null) {
                return UNDEFINED;
            }
            arguments[i] = argument;
        }
        span = s.span();
        try {
            RegoValue result = callee.function().call(this, arguments);
            budget.build(size(result));
            return set(frame, s.target(), result);
        } catch (BuiltinException failed) {
            if (context.strictBuiltinErrors()) {
                throw new EvaluationException(
                        failed.isTypeError() ? EvaluationException.Code.TYPE : EvaluationException.Code.BUILTIN,
                        s.span(),
                        callee.declaration().name() + ": " + failed.getMessage());
            }
            return UNDEFINED;
        }
    }

    private static long size(@Nullable RegoValue result) {
        return switch (result) {
            case RegoArray array -> array.size();
            case RegoObject object -> object.size();
            case RegoSet set -> set.size();
            case null, default -> 1;
        };
    }

    @Override
    public Environment environment() {
        return context.environment();
    }

    @Override
    public Span span() {
        return span;
    }

    @Override
    public void charge(long units) {
        budget.step(units);
    }

    @Override
    public RegoValue once(String builtin, RegoArray arguments, Supplier<RegoValue> result) {
        return onlyOnce.computeIfAbsent(new OnceKey(builtin, arguments), _ -> result.get());
    }

    @Override
    public void testCase(RegoArray path) {
        context.tracer().testCase(path);
    }

    @Override
    public void print(String message) {
        context.tracer().print(span, message);
    }
}
