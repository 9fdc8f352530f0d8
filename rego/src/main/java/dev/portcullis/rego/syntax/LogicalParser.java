package dev.portcullis.rego.syntax;

import dev.portcullis.rego.ast.Body;
import dev.portcullis.rego.ast.Expression;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.source.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `and`, `or`, and `not` over bodies and groups. `and` binds tighter than `or`, both from the left; an operand is one
/// bare condition, a group in parentheses or a body in braces.
///
/// Braces and parentheses also start terms, and only what follows them tells, so an operand is tried first and given
/// up in favour of a term unless the try is *committed*.
final class LogicalParser {
    /// An operand and its place; its body is braced when it was written in braces.
    record Operand(Body body, Span span) {}

    /// A try to read an operand. When it is committed and there is no operand, an error was reported; when it is not
    /// committed, nothing has changed.
    record Attempt(boolean committed, @Nullable Operand operand) {
        static final Attempt NOT_ONE = new Attempt(false, null);
        static final Attempt FAILED = new Attempt(true, null);
    }

    private final TokenStream in;
    private final BodyParser bodies;
    private final LogicalErrors report;

    LogicalParser(TokenStream in, BodyParser bodies) {
        this.in = in;
        this.bodies = bodies;
        this.report = new LogicalErrors(in);
    }

    boolean atOperator() {
        return in.at(TokenKind.LOGICAL_AND) || in.at(TokenKind.LOGICAL_OR);
    }

    // ---- the first operand of an expression

    /// A body or group that starts an expression.
    Attempt leadingOperand() {
        return switch (in.kind()) {
            case LEFT_BRACE -> leadingBody();
            case LEFT_PAREN -> group(false, "");
            default -> Attempt.NOT_ONE;
        };
    }

    private Attempt leadingBody() {
        TokenStream.Mark open = in.mark();
        TokenStream.KnownTerm known = in.knownTerms();
        Span start = in.span();
        in.scan();
        Body body = bodies.body(TokenKind.RIGHT_BRACE);
        if (body != null) {
            in.scan();
            if (atOperator()) {
                if (report.ambiguousUnion(start, body, "")) {
                    return Attempt.FAILED;
                }
                return new Attempt(true, new Operand(braced(body), start));
            }
        }
        in.restore(open);
        in.forgetTermsSince(known);
        return Attempt.NOT_ONE;
    }

    /// The operators behind a first operand, and the modifiers behind them all. Null stays null.
    @Nullable
    Expression chained(@Nullable Operand first) {
        if (first == null) {
            return null;
        }
        if (!atOperator()) {
            return modified(first.body().expressions().getFirst());
        }
        Operand chain = orChain(first);
        return chain == null ? null : modified(chain.body().expressions().getFirst());
    }

    private @Nullable Expression modified(Expression expression) {
        if (!in.at(TokenKind.WITH)) {
            return expression;
        }
        List<Expression.With> modifiers = bodies.modifiers();
        return modifiers == null ? null : Relocation.withModifiers(expression, modifiers);
    }

    private @Nullable Operand orChain(Operand first) {
        Operand left = in.at(TokenKind.LOGICAL_AND) ? andChain(first) : first;
        int levels = 0;
        while (left != null && in.at(TokenKind.LOGICAL_OR)) {
            in.enter();
            levels++;
            in.scan();
            Operand right = operand("or");
            if (right != null && in.at(TokenKind.LOGICAL_AND)) {
                right = andChain(right);
            }
            left = right == null ? null : joined(left, right, "or");
        }
        in.leave(levels);
        return left;
    }

    private @Nullable Operand andChain(Operand first) {
        Operand left = first;
        int levels = 0;
        while (left != null && in.at(TokenKind.LOGICAL_AND)) {
            in.enter();
            levels++;
            in.scan();
            Operand right = operand("and");
            left = right == null ? null : joined(left, right, "and");
        }
        in.leave(levels);
        return left;
    }

    private Operand joined(Operand left, Operand right, String operator) {
        report.voidCalls(left.body(), operator);
        report.voidCalls(right.body(), operator);
        Span place = in.spanFrom(left.span());
        Expression expression = operator.equals("and")
                ? new Expression.And(place, left.body(), right.body(), List.of())
                : new Expression.Or(place, left.body(), right.body(), List.of());
        return new Operand(Body.of(expression), place);
    }

    // ---- operands

    /// An operand of `operator`, or of nothing yet (an empty text) while trying.
    private @Nullable Operand operand(String operator) {
        if (in.at(TokenKind.LEFT_BRACE)) {
            return bodyOperand(operator);
        }
        Span not = null;
        if (atNegation()) {
            not = in.span();
            in.scan();
            if (in.compositeNot() && in.at(TokenKind.LEFT_BRACE)) {
                return negatedBody(not);
            }
        }
        boolean groups = in.keywords().hasLogicalOperators() && (not == null || in.compositeNot());
        if (in.at(TokenKind.LEFT_PAREN) && groups) {
            Attempt attempt = group(true, not == null ? "" : "not ");
            if (attempt.committed()) {
                return not == null ? attempt.operand() : negated(not, attempt.operand());
            }
        }
        Span start = in.span();
        Expression expression = bodies.plain();
        if (expression == null) {
            return null;
        }
        if (not == null) {
            return new Operand(Body.of(expression), expression.span());
        }
        Span place = in.spanFrom(in.compositeNot() ? not : start);
        Expression negation = new Expression.Not(place, Body.of(expression), in.compositeNot(), List.of());
        return new Operand(Body.of(negation), place);
    }

    private boolean atNegation() {
        if (!in.at(TokenKind.NOT)) {
            return false;
        }
        TokenKind next = in.peekSpace();
        return next != TokenKind.DOT && next != TokenKind.LEFT_BRACKET;
    }

    private @Nullable Operand bodyOperand(String operator) {
        Span start = in.span();
        TokenStream.Mark open = in.mark();
        in.scan();
        boolean empty = in.at(TokenKind.RIGHT_BRACE);
        Body body = bodies.body(TokenKind.RIGHT_BRACE);
        if (body == null) {
            if (!empty && !operator.isEmpty() && rereadAsValue(open) != null) {
                report.braceLed(start, in.text(start.offset(), in.lastEnd()), operator);
            }
            return null;
        }
        in.scan();
        report.ambiguousUnion(start, body, "");
        return new Operand(braced(body), start);
    }

    /// `not { … }`, from the brace on.
    @Nullable
    Operand negatedBody(Span not) {
        Span start = in.span();
        TokenStream.Mark open = in.mark();
        in.scan();
        boolean empty = in.at(TokenKind.RIGHT_BRACE);
        Body body = bodies.body(TokenKind.RIGHT_BRACE);
        if (body == null) {
            Term value = empty ? null : rereadAsValue(open);
            if (value != null) {
                report.valueInsteadOfBody(start, in.text(start.offset(), in.lastEnd()), value);
            }
            return null;
        }
        in.scan();
        if (report.ambiguousUnion(start, body, "not ")) {
            return null;
        }
        return negated(not, new Operand(braced(body), start));
    }

    /// What could not be a body, read as a value instead; when it is none either, the errors of the body stay.
    private @Nullable Term rereadAsValue(TokenStream.Mark open) {
        TokenStream.Mark failed = in.mark();
        in.restore(open);
        Term value = bodies.terms().withOperators();
        if (value == null) {
            in.restore(failed);
        }
        return value;
    }

    /// The negation of an operand, for `not` at this place. Null stays null.
    @Nullable
    Operand negated(Span not, @Nullable Operand operand) {
        if (operand == null) {
            return null;
        }
        Span place = in.spanFrom(not);
        return new Operand(Body.of(new Expression.Not(place, operand.body(), true, List.of())), place);
    }

    // ---- groups

    /// A group in parentheses: `(a or b)`, `(not a)`, `(a with input as x)`, or any of them in more parentheses.
    ///
    /// @param inOperand whether only an operand may stand here
    /// @param prefix what stands before the group, for messages
    Attempt group(boolean inOperand, String prefix) {
        in.enter();
        Attempt attempt = openedGroup(inOperand, prefix);
        in.leave();
        return attempt;
    }

    private Attempt openedGroup(boolean inOperand, String prefix) {
        TokenStream.Mark outside = in.mark();
        Span open = in.span();
        in.scan();
        if (in.at(TokenKind.RIGHT_PAREN)) {
            if (inOperand) {
                in.error(open, "empty parenthesized group");
                return Attempt.FAILED;
            }
            return givenUp(outside);
        }
        Operand first = operand("");
        if (first == null) {
            return givenUp(outside);
        }
        if (atOperator()) {
            Expression chain = chained(first);
            return chain == null ? Attempt.FAILED : closed(open, Body.of(chain));
        }
        if (in.at(TokenKind.WITH) && !first.body().braced()) {
            return modifiedGroup(outside, open, first, inOperand);
        }
        if (first.body().braced()) {
            return bodyInParentheses(outside, open, first, prefix);
        }
        return switch (first.body().expressions().getFirst()) {
            case Expression.And _, Expression.Or _, Expression.Not _ -> closed(open, first.body());
            default -> givenUp(outside);
        };
    }

    private Attempt givenUp(TokenStream.Mark outside) {
        in.restore(outside);
        return Attempt.NOT_ONE;
    }

    private Attempt closed(Span open, Body body) {
        return close() ? new Attempt(true, new Operand(body, in.spanFrom(open))) : Attempt.FAILED;
    }

    private boolean close() {
        if (!in.at(TokenKind.RIGHT_PAREN)) {
            in.error(in.span(), "expected ) to close parenthesized group");
            return false;
        }
        in.scan();
        return true;
    }

    private Attempt modifiedGroup(TokenStream.Mark outside, Span open, Operand first, boolean inOperand) {
        Span with = in.span();
        Expression expression = modified(first.body().expressions().getFirst());
        if (expression == null) {
            return Attempt.FAILED;
        }
        if (atOperator()) {
            reportModifierOnOperand(with);
            return Attempt.FAILED;
        }
        if (!close()) {
            return Attempt.FAILED;
        }
        if (inOperand || atOperator()) {
            return new Attempt(true, new Operand(Body.of(expression), in.spanFrom(open)));
        }
        return givenUp(outside);
    }

    /// `({ … })`: parentheses do not go around a body, so the braces must be a value.
    private Attempt bodyInParentheses(TokenStream.Mark outside, Span open, Operand body, String prefix) {
        String braces = in.text(body.span().offset(), in.lastEnd());
        in.restore(outside);
        in.scan();
        Term value = bodies.terms().term();
        in.restore(outside);
        if (value == null) {
            report.bodyInParentheses(open, braces, prefix);
            return Attempt.FAILED;
        }
        return Attempt.NOT_ONE;
    }

    private static Body braced(Body body) {
        return new Body(body.expressions(), true);
    }

    // ---- reports for bare operands

    /// Reports `with` on a bare first operand of the operator at the current token.
    void reportModifierOnOperand(Span with) {
        report.modifierOnOperand(with, in.kind().text());
    }

    /// Reports a bare first operand that starts with a brace; false when it does not.
    boolean reportBraceLed(Expression operand) {
        String text = in.text(operand.span());
        if (!text.startsWith("{")) {
            return false;
        }
        if (operand instanceof Expression.Holds(var _, Term.ObjectLiteral object, var _)
                && object.entries().isEmpty()) {
            in.error(operand.span(), "found empty body");
        } else {
            report.braceLed(operand.span(), text, in.kind().text());
        }
        return true;
    }
}
