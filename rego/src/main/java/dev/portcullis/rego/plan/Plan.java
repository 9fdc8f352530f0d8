package dev.portcullis.rego.plan;

import dev.portcullis.rego.builtin.Builtin;
import dev.portcullis.rego.builtin.Declaration;
import dev.portcullis.rego.eval.RuleReference;
import dev.portcullis.rego.value.RegoValue;
import java.util.List;

/// A planned set of policies. Operands are numbers: 0 and above name a local of the running function, below 0 a
/// constant
/// (`~operand` is its place in [#constants]). Local 0 is `input`, local 1 is `data`.
///
/// @param constants every constant value of all functions
/// @param functions every function; a call names one by its place here
/// @param builtins the builtins called; a call names one by its place here
/// @param rules every rule body; [Statement.Determine] names one by its place here
public record Plan(
        List<RegoValue> constants, List<Function> functions, List<Callee> builtins, List<RuleReference> rules) {
    public static final int INPUT = 0;
    public static final int DATA = 1;
    /// The first local that is not a document.
    public static final int FIRST_FREE = 2;

    public Plan {
        constants = List.copyOf(constants);
        functions = List.copyOf(functions);
        builtins = List.copyOf(builtins);
        rules = List.copyOf(rules);
    }

    /// A called builtin.
    public record Callee(Declaration declaration, Builtin function) {}

    /// A document or function, or an entry plan. Its locals start with `input`, `data` and the parameters.
    ///
    /// @param name such as `g0.data.a.p`; the number is the generation: callees under different `with` are planned
    ///     apart
    /// @param path the document's dotted path; empty for an entry plan
    /// @param parameters number of locals the caller fills, `input` and `data` included
    /// @param locals number of locals in all
    public record Function(String name, String path, int parameters, int locals, Block block) {
        /// Whether a result may be kept for the rest of the evaluation: only documents, which have no arguments.
        public boolean isDocument() {
            return parameters == FIRST_FREE && !path.isEmpty();
        }
    }

    /// Statements in order, each with what it is. A statement that is undefined ends the block. Read in the
    /// innermost loop and never compared, hence the plain arrays; nobody changes them.
    @SuppressWarnings("ArrayRecordComponent")
    public record Block(Statement[] statements, Opcode[] opcodes) {
        Block(List<Statement> statements) {
            this(
                    statements.toArray(Statement[]::new),
                    statements.stream().map(Opcode::of).toArray(Opcode[]::new));
        }
    }
}
