package dev.portcullis.rego.syntax;

import dev.portcullis.rego.ast.Body;
import dev.portcullis.rego.ast.Expression;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.source.Span;

/// What can be wrong with operands of `not`, `and` and `or`, in OPA's words.
final class LogicalErrors {
    private final TokenStream in;

    LogicalErrors(TokenStream in) {
        this.in = in;
    }

    void modifierOnOperand(Span with, String operator) {
        in.hint("Wrap the operand in `(...)` or `{...}` to scope, or move `with` after the `" + operator
                + "` expression to apply it to the whole expression");
        in.error(with, "`with` modifier is not allowed on operand of `" + operator + "`");
    }

    void braceLed(Span place, String operand, String operator) {
        in.hint("wrap the operand to keep the value: `(" + operand + ") " + operator + " ...`");
        in.error(place, "operand of `" + operator + "` cannot begin with `{` unless the braces hold a body");
    }

    void valueInsteadOfBody(Span place, String operand, Term value) {
        in.hint("write `not (" + operand + ")` to negate the value, or `not {" + operand + "}` for a body holding it");
        String kind = TermText.kind(braceLedValue(value));
        in.error(place, "`{...}` in an operand position must contain expression(s), got: " + kind);
    }

    void bodyInParentheses(Span place, String braces, String prefix) {
        in.hint("drop the parens to keep the body: `" + prefix + braces + "`");
        in.error(place, "`(...)` in an operand position cannot contain a body");
    }

    /// Reports a body that reads like a comprehension, `{ a | b }`; false when it is none. The braces end before the
    /// current token.
    boolean ambiguousUnion(Span brace, Body body, String prefix) {
        Expression first = body.expressions().getFirst();
        if (!(first instanceof Expression.Holds holds) || !isBareUnion(holds)) {
            return false;
        }
        String braces = in.text(brace.offset(), in.lastEnd());
        Span union = first.span();
        int start = union.offset() - brace.offset();
        int end = start + union.length();
        String parenthesized = start > 0 && end <= braces.length()
                ? braces.substring(0, start) + "(" + in.text(union) + ")" + braces.substring(end)
                : braces;
        in.hint("write `" + prefix + "(" + braces + ")` for the comprehension, or `" + prefix + parenthesized
                + "` for the set union");
        in.error(
                brace,
                "ambiguous `{ ... | ... }` operand: read as a body holding a set-union expression, not as a"
                        + " comprehension");
        return true;
    }

    private boolean isBareUnion(Expression.Holds holds) {
        return holds.term() instanceof Term.Call call
                && TermText.write(call.operator()).equals(Operators.UNION)
                && in.text(call.operator().span()).equals("|")
                && !in.text(holds.span()).strip().startsWith("(");
    }

    /// Reports a body of nothing but calls without a result, which can never fail.
    void voidCalls(Body body, String operator) {
        String name = null;
        Span place = Span.NONE;
        for (Expression expression : body.expressions()) {
            if (!(expression instanceof Expression.Holds(var span, Term.Call call, var _))) {
                return;
            }
            String called = TermText.write(call.operator());
            if (!Operators.isVoid(called)) {
                return;
            }
            if (name == null) {
                name = called;
                place = span;
            }
        }
        if (name != null) {
            in.hint("`" + name + "` produces no value and always succeeds, so the operand can never fail; move it out"
                    + " of the operand, or add an expression that can fail");
            in.error(place, "operand of `" + operator + "` cannot consist only of calls to `" + name + "`");
        }
    }

    /// The value that the first brace of an operand opens: the first operand of operators.
    private static Term braceLedValue(Term term) {
        return term instanceof Term.Call call
                        && Operators.isInfix(
                                TermText.write(call.operator()),
                                call.arguments().size())
                ? braceLedValue(call.arguments().getFirst())
                : term;
    }
}
