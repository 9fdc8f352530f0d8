package dev.portcullis.rego.syntax;

import dev.portcullis.rego.ast.Body;
import dev.portcullis.rego.ast.Expression;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.source.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Bodies and their expressions. A method returns null when there is none, having reported why.
final class BodyParser {
    private final TokenStream in;
    private final TermParser terms;
    private final LogicalParser logic;
    private final MissingImports imports;

    BodyParser(TokenStream in) {
        this.in = in;
        this.terms = new TermParser(in, this);
        this.logic = new LogicalParser(in, this);
        this.imports = new MissingImports(in);
    }

    TermParser terms() {
        return terms;
    }

    /// Expressions up to the token `end`, which is not stepped over.
    @Nullable
    Body body(TokenKind end) {
        in.enter();
        Body body = expressions(end, false);
        in.leave();
        return body;
    }

    /// Expressions joined by `;`, up to the first that is followed by none.
    @Nullable
    Body query() {
        return expressions(TokenKind.END, true);
    }

    private @Nullable Body expressions(TokenKind end, boolean onlySemicolons) {
        if (in.at(end)) {
            in.error(in.span(), "found empty body");
            return null;
        }
        List<Expression> expressions = new ArrayList<>();
        while (true) {
            Expression expression = expression();
            if (expression == null) {
                return null;
            }
            expressions.add(expression);
            if (in.at(TokenKind.SEMICOLON)) {
                in.scan();
            } else if (in.at(end) || onlySemicolons) {
                return new Body(expressions);
            } else if (!in.afterNewline()) {
                if (!in.hasErrors()) {
                    imports.hintAtOperator();
                    in.unexpected("expected \\n or ; or " + end.text());
                }
                return null;
            }
        }
    }

    /// One expression with its modifiers.
    @Nullable
    Expression expression() {
        Span start = in.span();
        Expression expression = anyExpression();
        if (expression == null) {
            return null;
        }
        Span whole = in.spanFrom(start);
        if (expression instanceof Expression.Not not
                && not.composite()
                && !not.body().braced()) {
            List<Expression> negated = not.body().expressions().stream()
                    .map(inner -> Relocation.at(inner, whole))
                    .toList();
            return new Expression.Not(whole, new Body(negated), true, not.withs());
        }
        return Relocation.at(expression, whole);
    }

    private @Nullable Expression anyExpression() {
        if (in.keywords().hasLogicalOperators()) {
            LogicalParser.Attempt attempt = logic.leadingOperand();
            if (attempt.committed()) {
                return logic.chained(attempt.operand());
            }
        }
        if (terms.readNameBeforePath()) {
            return condition(null);
        }
        Span not = null;
        if (in.at(TokenKind.NOT)) {
            not = in.span();
            in.scan();
            if (in.compositeNot() && in.at(TokenKind.LEFT_BRACE)) {
                return logic.chained(logic.negatedBody(not));
            }
        }
        if (not != null && (in.at(TokenKind.SOME) || in.at(TokenKind.EVERY))) {
            in.unexpected("illegal negation of '" + in.kind().text() + "'");
            return null;
        }
        return switch (in.kind()) {
            case SOME -> some();
            case EVERY -> every();
            default -> condition(not);
        };
    }

    // ---- conditions

    /// A condition with its modifiers, and the `and` or `or` it may be the first operand of.
    private @Nullable Expression condition(@Nullable Span not) {
        TokenStream.Mark start = in.mark();
        if (not != null && in.compositeNot() && in.at(TokenKind.LEFT_PAREN)) {
            LogicalParser.Attempt attempt = logic.group(true, "not ");
            if (attempt.committed()) {
                return logic.chained(logic.negated(not, attempt.operand()));
            }
        }
        Span first = in.span();
        Expression.Holds positive = plain();
        if (positive == null) {
            return null;
        }
        Span with = in.at(TokenKind.WITH) ? in.span() : null;
        List<Expression.With> modifiers = modifiers();
        if (modifiers == null) {
            return null;
        }
        imports.hintAtEvery(positive, start);
        Span place = in.spanFrom(not != null && in.compositeNot() ? not : first);
        Expression expression = not == null
                ? new Expression.Holds(place, positive.term(), modifiers)
                : new Expression.Not(place, Body.of(positive), in.compositeNot(), modifiers);
        if (!logic.atOperator()) {
            return expression;
        }
        if (with != null) {
            logic.reportModifierOnOperand(with);
            return null;
        }
        if (not == null && logic.reportBraceLed(expression)) {
            return null;
        }
        return logic.chained(new LogicalParser.Operand(Body.of(expression), place));
    }

    /// A condition without modifiers: a term, or two terms joined by `=` or `:=`.
    Expression.@Nullable Holds plain() {
        Span start = in.span();
        Term left = terms.withOperators();
        if (left == null) {
            return null;
        }
        if (!in.at(TokenKind.ASSIGN) && !in.at(TokenKind.UNIFY)) {
            return new Expression.Holds(in.spanFrom(start), left, List.of());
        }
        Term.Ref operator = terms.operators().operator();
        Term right = terms.withOperators();
        if (right == null) {
            return null;
        }
        Span place = in.spanFrom(start);
        return new Expression.Holds(place, new Term.Call(place, operator, List.of(left, right)), List.of());
    }

    /// `with` modifiers; an empty list when there are none.
    @Nullable
    List<Expression.With> modifiers() {
        List<Expression.With> modifiers = new ArrayList<>();
        while (in.at(TokenKind.WITH)) {
            Span start = in.span();
            in.scan();
            if (!in.at(TokenKind.NAME)) {
                in.unexpected("expected ident");
                return null;
            }
            Term target = terms.term();
            if (target == null) {
                return null;
            }
            if (!(target instanceof Term.Ref) && !(target instanceof Term.Var)) {
                in.unexpected("expected with target path");
            }
            if (!in.at(TokenKind.AS)) {
                in.unexpected("expected as keyword");
                return null;
            }
            in.scan();
            Term value = terms.withOperators();
            if (value == null) {
                return null;
            }
            Term.Ref path = target instanceof Term.Ref ref ? ref : new Term.Ref(target.span(), target, List.of());
            modifiers.add(new Expression.With(in.spanFrom(start), path, value));
        }
        return modifiers;
    }

    // ---- some and every

    private @Nullable Expression some() {
        Span start = in.span();
        TokenStream.Mark atSome = in.mark();
        in.scan();
        if (terms.withOperators() instanceof Term.Call call) {
            Membership members = membership(call, "expected `x in xs` or `x, y in xs` expression");
            List<Expression.With> modifiers = members == null ? null : modifiers();
            return members == null || modifiers == null
                    ? null
                    : new Expression.SomeIn(start, members.key, members.value, members.collection, modifiers);
        }
        in.restore(atSome);
        imports.hintAtIn(atSome);
        List<Term.Var> names = new ArrayList<>();
        do {
            in.scan();
            if (!in.at(TokenKind.NAME)) {
                in.unexpected("expected var");
                return null;
            }
            names.add(terms.variable());
            in.scan();
        } while (in.at(TokenKind.COMMA));
        return new Expression.Some(start, names, List.of());
    }

    /// `every x in xs { … }` at the current token.
    @Nullable
    Expression every() {
        Span start = in.span();
        in.scan();
        Term term = terms.withOperators();
        if (term == null) {
            return null;
        }
        if (!(term instanceof Term.Call call)) {
            in.unexpected("expected `x[, y] in xs { ... }` expression");
            return null;
        }
        Membership members = membership(call, "expected `x[, y] in xs { ... }` expression");
        if (members == null) {
            return null;
        }
        if (members.key != null && !(members.key instanceof Term.Var)) {
            in.unexpected("expected key to be a variable");
            return null;
        }
        if (!(members.value instanceof Term.Var value)) {
            in.unexpected("expected value to be a variable");
            return null;
        }
        if (!in.at(TokenKind.LEFT_BRACE)) {
            in.unexpected("missing body");
            return null;
        }
        in.scan();
        Body body = body(TokenKind.RIGHT_BRACE);
        if (body == null) {
            return null;
        }
        in.scan();
        List<Expression.With> modifiers = modifiers();
        return modifiers == null
                ? null
                : new Expression.Every(start, (Term.Var) members.key, value, members.collection, body, modifiers);
    }

    private record Membership(@Nullable Term key, Term value, Term collection) {}

    /// What `in` was applied to; by name, so that a written call of the builtin is taken for the operator, as in OPA.
    private @Nullable Membership membership(Term.Call call, String otherwise) {
        List<Term> arguments = call.arguments();
        String operator = TermText.write(call.operator());
        int expected = operator.equals(Operators.MEMBER) ? 2 : operator.equals(Operators.MEMBER_WITH_KEY) ? 3 : 0;
        if (expected == 0 || arguments.size() != expected) {
            in.unexpected(expected == 0 ? otherwise : "illegal domain");
            return null;
        }
        return expected == 2
                ? new Membership(null, arguments.get(0), arguments.get(1))
                : new Membership(arguments.get(0), arguments.get(1), arguments.get(2));
    }
}
