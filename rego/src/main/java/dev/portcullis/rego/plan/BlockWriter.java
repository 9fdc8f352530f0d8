package dev.portcullis.rego.plan;

import java.util.ArrayList;
import java.util.List;

/// The statements of one function while it is being planned: a stack of open blocks and a counter of locals.
final class BlockWriter {
    private List<Statement> open = new ArrayList<>();
    private int next;
    private int locals;
    private int depth;

    BlockWriter(int firstFree) {
        this.next = firstFree;
        this.locals = firstFree;
    }

    /// A local for what is planned next. It may still hold what a sibling block left there: whoever counts on no
    /// value resets it first.
    int fresh() {
        locals = Math.max(locals, next + 1);
        return next++;
    }

    /// The first local not in use, for [#release].
    int mark() {
        return next;
    }

    /// Gives the locals taken since a mark back. Nothing planned later may read them.
    void release(int mark) {
        next = mark;
    }

    /// How many locals the function needs.
    int locals() {
        return locals;
    }

    /// How many blocks are open; the difference of two depths is what a [Statement.Break] between them counts.
    int depth() {
        return depth;
    }

    void add(Statement statement) {
        open.add(statement);
    }

    /// Plans into a block of its own.
    Plan.Block block(Runnable content) {
        List<Statement> outer = open;
        open = new ArrayList<>();
        depth++;
        content.run();
        depth--;
        Plan.Block block = new Plan.Block(open);
        open = outer;
        return block;
    }

    /// Adds a block that may end early without ending the one around it.
    void guarded(Runnable content) {
        add(new Statement.Block(block(content)));
    }

    Plan.Block finish() {
        return new Plan.Block(open);
    }
}
