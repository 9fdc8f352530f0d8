package dev.portcullis.rego.runtime;

import dev.portcullis.rego.builtin.BuiltinContext;
import dev.portcullis.rego.builtin.BuiltinException;
import dev.portcullis.rego.eval.Environment;
import dev.portcullis.rego.eval.EvaluationContext;
import dev.portcullis.rego.eval.EvaluationException;
import dev.portcullis.rego.eval.FactTable;
import dev.portcullis.rego.eval.Tracer;
import dev.portcullis.rego.plan.Opcode;
import dev.portcullis.rego.plan.Plan;
import dev.portcullis.rego.plan.Statement;
import dev.portcullis.rego.source.Span;
import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoBoolean;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoSet;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One run of a plan.
///
/// A statement answers with a number: [#NEXT] to go on, [#UNDEFINED] to end its block without success, n from 0
/// to end its block and n blocks around it, [#RETURN] to end the function, [#NOTHING] to go on although no
/// element of a scan held. A block that ends undefined or with nothing takes back its part of the [Trail].
final class Evaluation implements BuiltinContext {
    private static final int NEXT = -1;
    private static final int UNDEFINED = -2;
    private static final int NOTHING = -3;
    private static final int RETURN = Integer.MAX_VALUE;

    private final Plan plan;
    private final RegoValue[] constants;
    private final EvaluationContext context;
    private final boolean traced;
    private final Budget budget;
    private final Trail trail = new Trail();
    private final Lookup lookup;
    private final List<RegoValue> results = new ArrayList<>();
    private final Map<OnceKey, RegoValue> onlyOnce = new HashMap<>();
    private final IdentityHashMap<Statement.ScanWhere, JoinIndex> joins = new IdentityHashMap<>(2);
    private World world;
    private Plan.Function running;
    private Span span = Span.NONE;

    private record OnceKey(String builtin, RegoArray arguments) {}

    Evaluation(Plan plan, RegoValue[] constants, EvaluationContext context) {
        this.plan = plan;
        this.constants = constants;
        this.context = context;
        this.traced = context.tracer() != Tracer.NONE;
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
        Statement[] statements = block.statements();
        Opcode[] opcodes = block.opcodes();
        int end = NEXT;
        for (int i = 0; i < statements.length; i++) {
            int next = step(opcodes[i], statements[i], frame);
            if (next != NEXT) {
                if (next < NEXT) {
                    trail.rewind(mark);
                }
                if (next != NOTHING) {
                    return next;
                }
                end = NOTHING;
            }
        }
        return end;
    }

    /// What a statement answers when its inner block answered `inner`.
    private static int around(int inner) {
        return inner <= 0 ? NEXT : inner == RETURN ? RETURN : inner - 1;
    }

    private static int when(boolean holds) {
        return holds ? NEXT : UNDEFINED;
    }

    private int step(Opcode opcode, Statement statement, Frame frame) {
        budget.step(1);
        return switch (opcode) {
            case DOT -> dot((Statement.Dot) statement, frame);
            case EQUAL -> equal((Statement.Equal) statement, frame);
            case NOT_EQUAL -> notEqual((Statement.NotEqual) statement, frame);
            case CALL -> call((Statement.Call) statement, frame);
            case CALL_BUILTIN -> callBuiltin((Statement.CallBuiltin) statement, frame);
            case CALL_DYNAMIC -> throw new AssertionError("BUG: dynamic calls are planned as choices");
            case BLOCK -> blocks(((Statement.Block) statement).blocks(), frame);
            case BREAK -> ((Statement.Break) statement).depth();
            case CHOOSE -> choose((Statement.Choose) statement, frame);
            case SCAN -> scan((Statement.Scan) statement, frame);
            case SCAN_WHERE -> scanWhere((Statement.ScanWhere) statement, frame);
            case NOT -> not((Statement.Not) statement, frame);
            case WITH -> with((Statement.With) statement, frame);
            case OUTSIDE -> outside((Statement.Outside) statement, frame);
            case NOTE -> note((Statement.Note) statement);
            case CONCLUDE -> conclude((Statement.Conclude) statement, frame);
            case DETERMINE -> determine(((Statement.Determine) statement).rule());
            case RETURN_LOCAL -> {
                frame.result = frame.value(((Statement.ReturnLocal) statement).source());
                yield RETURN;
            }
            case RESULT_SET_ADD -> {
                RegoValue value = frame.value(((Statement.ResultSetAdd) statement).value());
                if (value != null) {
                    results.add(value);
                }
                yield when(value != null);
            }
            case IS_ARRAY, IS_OBJECT, IS_SET, IS_DEFINED, IS_UNDEFINED -> when(Checks.holds(opcode, statement, frame));
            case ASSIGN_INT, ASSIGN_VAR, ASSIGN_VAR_ONCE, RESET_LOCAL, LEN, NOP -> simple(opcode, statement, frame);
            case MAKE_ARRAY,
                    MAKE_OBJECT,
                    MAKE_SET,
                    MAKE_NULL,
                    MAKE_NUMBER_INT,
                    MAKE_NUMBER_REF,
                    ARRAY_APPEND,
                    SET_ADD,
                    OBJECT_INSERT,
                    OBJECT_INSERT_ONCE,
                    OBJECT_MERGE,
                    INSERT_AT -> {
                budget.build(1);
                yield when(Building.step(opcode, statement, frame, running));
            }
        };
    }

    private int simple(Opcode opcode, Statement statement, Frame frame) {
        return switch (opcode) {
            case ASSIGN_INT -> {
                Statement.AssignInt s = (Statement.AssignInt) statement;
                yield set(frame, s.target(), RegoNumber.of(s.value()));
            }
            case ASSIGN_VAR -> {
                Statement.AssignVar s = (Statement.AssignVar) statement;
                yield set(frame, s.target(), frame.value(s.source()));
            }
            case ASSIGN_VAR_ONCE -> assignOnce((Statement.AssignVarOnce) statement, frame);
            case RESET_LOCAL -> {
                frame.set(((Statement.ResetLocal) statement).target(), null);
                yield NEXT;
            }
            case LEN -> {
                Statement.Len s = (Statement.Len) statement;
                RegoValue source = frame.value(s.source());
                yield set(frame, s.target(), source == null ? null : lookup.length(source));
            }
            case NOP -> NEXT;
            default -> throw new AssertionError("BUG: not a simple statement: " + opcode);
        };
    }

    private int dot(Statement.Dot s, Frame frame) {
        RegoValue source = frame.value(s.source());
        RegoValue key = frame.value(s.key());
        return set(frame, s.target(), source == null || key == null ? null : lookup.get(source, key));
    }

    private static int equal(Statement.Equal s, Frame frame) {
        RegoValue left = frame.value(s.left());
        RegoValue right = frame.value(s.right());
        return when(left != null && right != null && left.equals(right));
    }

    private static int notEqual(Statement.NotEqual s, Frame frame) {
        RegoValue left = frame.value(s.left());
        RegoValue right = frame.value(s.right());
        return when(left != null && right != null && !left.equals(right));
    }

    private static int set(Frame frame, int target, @Nullable RegoValue value) {
        frame.set(target, value);
        return value == null ? UNDEFINED : NEXT;
    }

    private int blocks(Plan.Block[] blocks, Frame frame) {
        for (Plan.Block block : blocks) {
            int after = around(run(block, frame));
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
        return inner == NEXT || inner == NOTHING ? UNDEFINED : around(inner);
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

    private int conclude(Statement.Conclude s, Frame frame) {
        RegoValue value = frame.value(s.source());
        if (value == null) {
            return UNDEFINED;
        }
        RegoValue present = frame.value(s.target());
        if (present == null) {
            frame.set(s.target(), value);
            return s.rule() < 0 ? NEXT : determine(s.rule());
        }
        if (!present.equals(value)) {
            throw Building.conflict(running, s.span());
        }
        return UNDEFINED;
    }

    private int determine(int rule) {
        trail.add(rule);
        if (traced) {
            context.tracer().held(plan.rules().get(rule));
        }
        return NEXT;
    }

    private int note(Statement.Note s) {
        if (s.held()) {
            context.tracer().held(s.span());
        } else {
            context.tracer().tried(s.span());
        }
        return NEXT;
    }

    private int choose(Statement.Choose s, Frame frame) {
        @Nullable RegoValue[] probed = new RegoValue[s.probes().length];
        for (int i = 0; i < probed.length; i++) {
            probed[i] = frame.value(s.probes()[i]);
        }
        budget.step(s.index().cost(probed));
        int[] candidates = s.index().candidates(probed);
        if (s.agreed() >= 0) {
            frame.set(s.agreed(), s.index().agree(candidates) ? RegoBoolean.TRUE : null);
        }
        for (int candidate : candidates) {
            int after = around(run(s.blocks()[candidate], frame));
            if (after != NEXT) {
                return after;
            }
        }
        return NEXT;
    }

    private int scan(Statement.Scan s, Frame frame) {
        return scan(frame.value(s.source()), s.key(), s.value(), s.block(), frame);
    }

    private int scan(@Nullable RegoValue source, int keyLocal, int valueLocal, Plan.Block block, Frame frame) {
        int end = NOTHING;
        switch (source) {
            case RegoArray array -> {
                for (int i = 0, n = array.size(); i < n && end <= NEXT; i++) {
                    end = each(end, keyLocal, valueLocal, block, frame, RegoNumber.of(i), array.get(i));
                }
            }
            case RegoObject object -> {
                int[] slots = object.sortedSlots();
                for (int i = 0; i < slots.length && end <= NEXT; i++) {
                    RegoValue key = object.key(slots[i]);
                    RegoValue value = lookup.read(object, key, object.value(slots[i]));
                    end = each(end, keyLocal, valueLocal, block, frame, key, value);
                }
            }
            case RegoSet set -> {
                for (int i = 0, n = set.size(); i < n && end <= NEXT; i++) {
                    end = each(end, keyLocal, valueLocal, block, frame, set.sorted(i), set.sorted(i));
                }
            }
            case null, default -> {
                return UNDEFINED;
            }
        }
        return end;
    }

    /// Runs the block for one element. [#NEXT] once it held for any so far, [#NOTHING] while it did for none.
    private int each(
            int soFar, int keyLocal, int valueLocal, Plan.Block block, Frame frame, RegoValue key, RegoValue value) {
        budget.step(1);
        frame.set(keyLocal, key);
        frame.set(valueLocal, value);
        int inner = run(block, frame);
        return inner == UNDEFINED || inner == NOTHING ? soFar : around(inner);
    }

    /// The first scan of a collection goes through it; when another follows, elements are looked up. Rows of fact
    /// tables are never looked up this way, since those passed over count as read.
    private int scanWhere(Statement.ScanWhere s, Frame frame) {
        RegoValue source = frame.value(s.source());
        RegoValue root = frame.value(s.wanted());
        if (source == null
                || root == null
                || JoinIndex.size(source) < JoinIndex.WORTH_AN_INDEX
                || source instanceof FactTable) {
            return scan(source, s.key(), s.value(), s.block(), frame);
        }
        JoinIndex index = joins.get(s);
        if (index == null || !index.isOf(source)) {
            joins.put(s, new JoinIndex(source));
            return scan(source, s.key(), s.value(), s.block(), frame);
        }
        RegoValue wanted = root;
        for (RegoValue key : frame.constants(s.wantedPath())) {
            wanted = lookup.get(wanted, key);
            if (wanted == null) {
                return NOTHING;
            }
        }
        int end = NOTHING;
        for (JoinIndex.Element element : index.find(wanted, frame.constants(s.path()), budget)) {
            end = each(end, s.key(), s.value(), s.block(), frame, element.key(), element.value());
            if (end > NEXT) {
                return end;
            }
        }
        return end;
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
        return inner < NEXT ? inner : around(inner);
    }

    private int outside(Statement.Outside s, Frame frame) {
        World inside = world;
        RegoValue replaced = frame.value(s.document());
        world = java.util.Objects.requireNonNull(inside.outer);
        frame.set(s.document(), frame.value(s.saved()));
        int inner = run(s.block(), frame);
        frame.set(s.document(), replaced);
        world = inside;
        return inner < NEXT ? inner : around(inner);
    }

    private int call(Statement.Call s, Frame frame) {
        Plan.Function function = plan.functions().get(s.function());
        boolean document = function.isDocument();
        World.Memo memo = document ? world.get(s.function()) : null;
        if (memo != null) {
            trail.addAll(memo.rules());
            if (traced) {
                context.tracer().known(function.path(), memo.value());
            }
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
        if (traced) {
            context.tracer().enter(function.path());
        }
        run(function.block(), callee);
        if (traced) {
            context.tracer().exit(function.path(), callee.result);
        }
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
            budget.build(result == null ? 1 : Math.max(1, JoinIndex.size(result)));
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
