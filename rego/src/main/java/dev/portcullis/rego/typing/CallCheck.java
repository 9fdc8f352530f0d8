package dev.portcullis.rego.typing;

import dev.portcullis.rego.ast.Expression;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.source.Span;
import dev.portcullis.rego.syntax.TermText;
import dev.portcullis.rego.types.Access;
import dev.portcullis.rego.types.Matching;
import dev.portcullis.rego.types.Type;
import dev.portcullis.rego.types.TypeText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Checks the arguments of a call against the types of its function, and the sides of a unification against each
/// other.
final class CallCheck {
    private final Inference inference;
    private final Signatures signatures;

    CallCheck(Inference inference, Signatures signatures) {
        this.inference = inference;
        this.signatures = signatures;
    }

    /// What is wrong with the expression apart from its refs and comprehensions, or null.
    @Nullable
    Finding check(Environment environment, Expression expression) {
        for (Expression.With with : expression.withs()) {
            Finding finding = replacement(environment, with);
            if (finding != null) {
                return finding;
            }
        }
        if (!(expression instanceof Expression.Holds(Span span, Term.Call call, var _))) {
            return null;
        }
        Finding finding = switch (call.operator().text()) {
            case "eq" -> unification(environment, span, call);
            case "internal.member_2" -> member(environment, span, call, 2);
            case "internal.member_3" -> member(environment, span, call, 3);
            default -> null;
        };
        boolean done = finding != null || call.operator().text().equals("eq");
        return done ? finding : function(environment, span, call);
    }

    private @Nullable Finding replacement(Environment environment, Expression.With with) {
        boolean fits = !(signatures.of(environment, with.target()) instanceof Type.Function wanted)
                || !(signatures.of(environment, with.value()) instanceof Type.Function given)
                || Matching.unifies(wanted, given);
        if (fits) {
            return null;
        }
        return Finding.of(with.span(), TermText.write(with.target()) + ": arity mismatch");
    }

    private @Nullable Finding unification(Environment environment, Span span, Term.Call call) {
        Term a = call.arguments().get(0);
        Term b = call.arguments().get(1);
        Type typeA = inference.of(environment, a);
        Type typeB = inference.of(environment, b);
        return new Unifier(inference, environment).unify(a, typeA, b, typeB) ? null : mismatch(span, typeA, typeB);
    }

    private static Finding mismatch(Span span, Type left, Type right) {
        List<String> lines = new ArrayList<>();
        lines.add("left  : " + TypeText.write(left));
        lines.add("right : " + TypeText.write(right));
        return new Finding(span, "match error", lines, left.isPartlyUnknown() || right.isPartlyUnknown());
    }

    /// What is looked for has to be of the type of the collection's elements, which no declaration can say.
    private @Nullable Finding member(Environment environment, Span span, Term.Call call, int arity) {
        List<Term> arguments = call.arguments();
        if (arguments.size() < arity) {
            return null;
        }
        Type collection = inference.of(environment, arguments.get(arity - 1));
        Type values = Access.values(collection);
        if (values.isUnknown()) {
            return null;
        }
        Finding finding = arity == 3 ? element(environment, span, arguments.getFirst(), Access.keys(collection)) : null;
        return finding != null ? finding : element(environment, span, arguments.get(arity - 2), values);
    }

    private @Nullable Finding element(Environment environment, Span span, Term term, Type type) {
        if (type.isPartlyUnknown()) {
            return null;
        }
        Type have = inference.of(environment, term);
        boolean fits = (have.isPartlyUnknown() || Matching.unifies(have, type))
                && new Unifier(inference, environment).infer(term, type);
        return fits ? null : mismatch(span, have, type);
    }

    private @Nullable Finding function(Environment environment, Span span, Term.Call call) {
        Type type = signatures.of(environment, call.operator());
        if (type instanceof Type.Any) {
            return null;
        }
        if (!(type instanceof Type.Function function)) {
            return Finding.of(span, "undefined function " + TermText.write(call.operator()));
        }
        List<Term> arguments = call.arguments();
        int most = function.parameters().size() + (function.result().isUnknown() ? 0 : 1);
        List<Type> have = inference.all(environment, arguments);
        if (arguments.size() > most && function.variadic().isUnknown()) {
            return arguments(span, call, "too many arguments", have, function);
        }
        if (arguments.size() < function.parameters().size()) {
            return arguments(span, call, "too few arguments", have, function);
        }
        Unifier unifier = new Unifier(inference, environment);
        for (int i = 0; i < arguments.size(); i++) {
            Type want = i == function.parameters().size() && !function.result().isUnknown()
                    ? function.result()
                    : function.parameter(i);
            if (!have.get(i).isPartlyUnknown() && !Matching.unifies(have.get(i), want)) {
                return arguments(span, call, "invalid argument(s)", have, function);
            }
            if (!unifier.infer(arguments.get(i), want)) {
                List<Type> now = inference.all(environment, arguments);
                return arguments(span, call, "invalid argument(s)", now, function);
            }
        }
        return null;
    }

    private static Finding arguments(Span span, Term.Call call, String what, List<Type> have, Type.Function function) {
        List<Type> want = new ArrayList<>(function.parameters());
        if (!function.result().isUnknown()) {
            want.add(function.result());
        }
        return new Finding(
                span,
                TermText.write(call.operator()) + ": " + what,
                List.of("have: " + TypeText.arguments(have), "want: " + TypeText.arguments(want)),
                have.stream().anyMatch(Type::isPartlyUnknown));
    }
}
