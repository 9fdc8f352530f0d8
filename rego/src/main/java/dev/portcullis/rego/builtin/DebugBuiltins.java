package dev.portcullis.rego.builtin;

import dev.portcullis.rego.eval.EvaluationException;
import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoBoolean;
import dev.portcullis.rego.value.RegoNull;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoSet;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `trace`, `opa.runtime`, and what the compiler makes of `print` calls, template strings and test cases.
final class DebugBuiltins {
    private static final String UNDEFINED = "<undefined>";

    private DebugBuiltins() {}

    static void define(Builtins.Builder to) {
        to.define("trace", DebugBuiltins::trace);
        // What OPA says as a library: environment and configuration are nobody's business in a policy.
        to.define("opa.runtime", (_, _) -> RegoObject.empty());
        to.define("internal.print", DebugBuiltins::print);
        to.define("internal.test_case", (context, args) -> {
            context.testCase(Operands.array(args, 1));
            return RegoBoolean.TRUE;
        });
        to.define("internal.template_string", DebugBuiltins::template);
    }

    private static RegoValue trace(BuiltinContext context, RegoValue[] args) {
        context.print(Operands.string(args, 1).value());
        return RegoBoolean.TRUE;
    }

    /// Prints one line for each combination of the operands' values: an operand that is undefined or has many values
    /// comes as a set.
    private static @Nullable RegoValue print(BuiltinContext context, RegoValue[] args) {
        printFrom(context, Operands.array(args, 1), 0, new StringBuilder());
        return RegoBoolean.TRUE;
    }

    private static void printFrom(BuiltinContext context, RegoArray operands, int index, StringBuilder line) {
        if (index == operands.size()) {
            context.charge(line.length());
            context.print(line.toString());
            return;
        }
        int length = line.length();
        for (String text : texts(context, operands.get(index))) {
            line.append(index == 0 ? "" : " ").append(text);
            printFrom(context, operands, index + 1, line);
            line.setLength(length);
        }
    }

    private static RegoString template(BuiltinContext context, RegoValue[] args) {
        RegoArray parts = Operands.array(args, 1);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < parts.size(); i++) {
            List<String> values = texts(context, parts.get(i));
            if (values.size() > 1) {
                throw new EvaluationException(
                        EvaluationException.Code.CONFLICT,
                        context.span(),
                        "template-strings must not produce multiple outputs");
            }
            text.append(values.getFirst());
        }
        return RegoString.of(text.toString());
    }

    /// The values of an operand as text; never none.
    private static List<String> texts(BuiltinContext context, RegoValue operand) {
        return switch (operand) {
            case RegoString _, RegoNumber _, RegoBoolean _, RegoNull _ -> List.of(text(operand));
            case RegoSet set when set.size() == 0 -> List.of(UNDEFINED);
            case RegoSet set ->
                set.toArray().toList().stream().map(DebugBuiltins::text).toList();
            case RegoArray _, RegoObject _ ->
                throw new EvaluationException(
                        EvaluationException.Code.INTERNAL,
                        context.span(),
                        "illegal argument type: " + operand.typeName());
        };
    }

    private static String text(RegoValue value) {
        return value instanceof RegoString string ? string.value() : value.toString();
    }
}
