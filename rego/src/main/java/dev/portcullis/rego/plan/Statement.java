package dev.portcullis.rego.plan;

import dev.portcullis.rego.source.Span;

/// One statement of a [Plan.Block]: the 34 of OPA's intermediate representation, and those marked *ours*. Integers
/// named
/// `source`, `value`, `key`, `left`, `right` and the arguments of calls are operands, `target` and other names are
/// locals. A
/// statement is undefined when an operand it reads has no value; it then ends its block. Operand lists are plain
/// arrays:
/// they are read in the innermost loop, and statements are never compared.
@SuppressWarnings("ArrayRecordComponent")
public sealed interface Statement {
    /// Appends to the array under construction in `array`.
    record ArrayAppend(int array, int value) implements Statement {}

    /// Sets a local to a small integer.
    record AssignInt(int target, long value) implements Statement {}

    /// Copies a value.
    record AssignVar(int target, int source) implements Statement {}

    /// Copies a value; another value that is already there is a conflict.
    record AssignVarOnce(int target, int source, Span span) implements Statement {}

    /// Runs blocks one after the other; each may end early without ending this statement.
    record Block(Plan.Block... blocks) implements Statement {}

    /// Leaves the running block and `depth` blocks around it.
    record Break(int depth) implements Statement {}

    /// Calls a planned function; undefined when it has no result.
    record Call(int function, int[] arguments, int target, Span span) implements Statement {}

    /// Calls a builtin; undefined when it has no result. *OPA has one statement for both.*
    record CallBuiltin(int builtin, int[] arguments, int target, Span span) implements Statement {}

    /// Calls the function whose path the operands spell; undefined when there is none.
    record CallDynamic(int[] arguments, int target, int[] path, Span span) implements Statement {}

    /// Looks `key` up in an array, object or set; undefined when it is not there.
    record Dot(int source, int key, int target) implements Statement {}

    /// Undefined unless both are equal.
    record Equal(int left, int right) implements Statement {}

    /// Undefined when both are equal.
    record NotEqual(int left, int right) implements Statement {}

    /// Undefined unless the operand is an array.
    record IsArray(int source) implements Statement {}

    /// Undefined unless the operand is an object.
    record IsObject(int source) implements Statement {}

    /// Undefined unless the operand is a set.
    record IsSet(int source) implements Statement {}

    /// Undefined unless the local has a value.
    record IsDefined(int source) implements Statement {}

    /// Undefined when the local has a value.
    record IsUndefined(int source) implements Statement {}

    /// The number of elements.
    record Len(int source, int target) implements Statement {}

    /// Starts an array.
    record MakeArray(int capacity, int target) implements Statement {}

    /// `null`.
    record MakeNull(int target) implements Statement {}

    /// A small integer.
    record MakeNumberInt(long value, int target) implements Statement {}

    /// A number from its text, which is a constant.
    record MakeNumberRef(int constant, int target) implements Statement {}

    /// Starts an object.
    record MakeObject(int target) implements Statement {}

    /// Starts a set.
    record MakeSet(int target) implements Statement {}

    /// Nothing.
    record Nop() implements Statement {}

    /// Runs the block; undefined when it completes.
    record Not(Plan.Block block) implements Statement {}

    /// Inserts into the object under construction, replacing.
    record ObjectInsert(int key, int value, int object) implements Statement {}

    /// Inserts into the object under construction; another value under the key is a conflict.
    record ObjectInsertOnce(int key, int value, int object, Span span) implements Statement {}

    /// Merges two objects recursively; `left` wins.
    record ObjectMerge(int left, int right, int target) implements Statement {}

    /// Takes a local's value away.
    record ResetLocal(int target) implements Statement {}

    /// Adds a result to the result set of an entry plan.
    record ResultSetAdd(int value) implements Statement {}

    /// Ends the function with this result.
    record ReturnLocal(int source) implements Statement {}

    /// Runs the block for each element, with its key and value; undefined on what has no elements.
    record Scan(int source, int key, int value, Plan.Block block) implements Statement {}

    /// *Ours.* A [Scan] that may leave out elements which do not have at the constant path `path` what stands at
    /// `wantedPath` in the operand `wanted`. The block compares them itself.
    record ScanWhere(int source, int key, int value, int[] path, int wanted, int[] wantedPath, Plan.Block block)
            implements Statement {}

    /// Adds to the set under construction.
    record SetAdd(int value, int set) implements Statement {}

    /// Runs the block with `value` in place of what stands at `path` (constants) in a document, then restores
    /// it. The document as it was is in `saved` meanwhile.
    record With(int document, int[] path, int value, int saved, Plan.Block block) implements Statement {}

    /// *Ours.* Inside a [With]: runs the block with the document as it was before.
    record Outside(int document, int saved, Plan.Block block) implements Statement {}

    /// *Ours.* An expression is tried, or held: for a tracer, in plans made for tracing only.
    record Note(Span span, boolean held) implements Statement {}

    /// *Ours.* The rule body of this number succeeded: the answer may rest on it.
    record Determine(int rule) implements Statement {}

    /// *Ours.* The rule body of this number yields the one value of a document: as [AssignVarOnce] and [Determine],
    /// but undefined when the value is there already, as the answer rests on the first body that gave it. Without a
    /// number (-1) an `else` chain does.
    record Conclude(int target, int source, int rule, Span span) implements Statement {}

    /// *Ours.* Runs those blocks, in order, that the index does not rule out by the values of the probes
    /// (locals, some without a value). A block left out would not have held. `agreed` (or -1) has a value while
    /// all that run would yield the same constant.
    record Choose(RuleIndex index, int[] probes, Plan.Block[] blocks, int agreed) implements Statement {}

    /// *Ours.* Inserts into the object under construction along a path of keys; another value there is a conflict.
    /// With `asElement` the value is added to the set at the path.
    record InsertAt(int object, int[] path, int value, boolean asElement, Span span) implements Statement {}
}
