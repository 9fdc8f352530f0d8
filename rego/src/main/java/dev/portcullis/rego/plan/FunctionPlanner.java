package dev.portcullis.rego.plan;

/// What the planners of one function share: the statements so far, the variables that have values at this
/// point, and what `with` replaces here. Planning is in continuation style: whoever plans something that may
/// have several values opens the loop and plans what follows inside of it.
final class FunctionPlanner {
    final Planner plans;
    final BlockWriter out;
    Locals locals = Locals.NONE;
    Mocks mocks;
    private final TermPlanner terms;
    private final RefPlanner refs;
    private final BodyPlanner bodies;
    private final UnifyPlanner unify;
    private final ChoicePlanner choices;

    FunctionPlanner(Planner plans, Mocks mocks, int firstFree) {
        this.plans = plans;
        this.mocks = mocks;
        this.out = new BlockWriter(firstFree);
        this.terms = new TermPlanner(this);
        this.refs = new RefPlanner(this);
        this.bodies = new BodyPlanner(this);
        this.unify = new UnifyPlanner(this);
        this.choices = new ChoicePlanner(this);
    }

    TermPlanner terms() {
        return terms;
    }

    RefPlanner refs() {
        return refs;
    }

    BodyPlanner bodies() {
        return bodies;
    }

    UnifyPlanner unify() {
        return unify;
    }

    ChoicePlanner choices() {
        return choices;
    }

    /// Plans something whose variables nobody outside may see.
    void scoped(Runnable content) {
        Locals outside = locals;
        content.run();
        locals = outside;
    }

    void bind(String variable, int operand) {
        locals = locals.with(variable, operand);
    }
}
