package dev.portcullis.rego.builtin;

import dev.portcullis.rego.types.Type;
import java.util.List;

/// What the compiler knows of a builtin.
///
/// @param name such as `array.concat`
/// @param infix its operator, such as `+`; empty when it has none
/// @param parameters types of the arguments; of a variadic builtin, the last stands for any number of them
/// @param result type of the result; for a relation, of one result; for a void builtin [Type.Any]
/// @param relation whether a call yields any number of results (`walk`)
/// @param isVoid whether a call has no result (`print`)
/// @param nondeterministic whether equal arguments may give different results (also: reads the clock)
/// @param deprecated refused in modules of V1 and later
public record Declaration(
        String name,
        String infix,
        List<Type> parameters,
        Type result,
        boolean variadic,
        boolean relation,
        boolean isVoid,
        boolean nondeterministic,
        boolean deprecated) {
    public Declaration {
        parameters = List.copyOf(parameters);
    }

    /// The number of arguments a call needs, without the optional one that captures the result.
    public int arity() {
        return variadic ? parameters.size() - 1 : parameters.size();
    }
}
