package dev.portcullis.rego.syntax;

import dev.portcullis.rego.ast.Body;
import dev.portcullis.rego.ast.Expression;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.source.RegoVersion;
import dev.portcullis.rego.source.Span;
import dev.portcullis.rego.value.RegoNull;
import dev.portcullis.rego.value.RegoString;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Template strings: `$"text {expression}"` and the raw form in back quotes.
///
/// An expression with `with` becomes what it means, a set comprehension with at most one element: `{e with w}` is the
/// part `{$n | $n = e with w}` with a wildcard `$n` that no source text can name.
final class TemplateParser {
    private final TokenStream in;
    private final BodyParser bodies;

    TemplateParser(TokenStream in, BodyParser bodies) {
        this.in = in;
        this.bodies = bodies;
    }

    @Nullable
    Term template(boolean raw) {
        Span start = in.span();
        if (in.version() == RegoVersion.V0) {
            in.error(start, "template strings are not supported by current capabilities");
            return null;
        }
        List<Term> parts = new ArrayList<>();
        while (addText(parts, raw)) {
            if (in.kind().isTemplateEnd()) {
                return new Term.Template(start.to(in.span()), parts);
            }
            in.scan();
            Term part = expression();
            if (part == null) {
                return null;
            }
            parts.add(part);
            in.scanTemplate(raw);
        }
        return null;
    }

    /// Adds the text of the current token unless it is empty; false when it is not well-formed.
    private boolean addText(List<Term> parts, boolean raw) {
        String literal = in.token().text();
        if (in.at(TokenKind.ILLEGAL)) {
            in.error(in.span(), "expected template-string part");
            return false;
        }
        String inner = literal.substring(1, literal.length() - 1);
        String meant = raw ? inner : StringText.unescaped(inner);
        if (meant == null) {
            in.error(in.span(), "illegal template-string part: " + literal);
            return false;
        }
        if (!meant.isEmpty()) {
            parts.add(new Term.Scalar(in.span(), RegoString.of(meant)));
        }
        return true;
    }

    private @Nullable Term expression() {
        Expression expression = bodies.expression();
        if (expression == null) {
            in.error(in.span(), "invalid template-string expression");
            return null;
        }
        String fault = fault(expression);
        if (fault != null) {
            in.error(expression.span(), fault);
            return null;
        }
        if (!in.at(TokenKind.RIGHT_BRACE)) {
            in.error(in.span(), "expected } to end template string expression");
            return null;
        }
        if (!(expression instanceof Expression.Holds holds)) {
            String type = switch (expression) {
                case Expression.And _ -> "LogicalAnd";
                case Expression.Or _ -> "LogicalOr";
                default -> "Not";
            };
            in.lateError(expression.span(), "unexpected template-string expression type: *ast." + type);
            return new Term.Scalar(expression.span(), RegoNull.NULL_VALUE);
        }
        return holds.withs().isEmpty() ? holds.term() : underModifiers(holds);
    }

    private Term underModifiers(Expression.Holds holds) {
        Span place = holds.span();
        Term.Var value = new Term.Var(place, in.wildcard());
        Term.Ref unify = new Term.Ref(place, new Term.Var(place, Operators.UNIFY), List.of());
        Term equation = new Term.Call(place, unify, List.of(value, holds.term()));
        Body body = Body.of(new Expression.Holds(place, equation, holds.withs()));
        return new Term.SetComprehension(place, value, body);
    }

    /// Why an expression may not stand in a template, or null; some kinds are only refused by OPA's compiler.
    private static @Nullable String fault(Expression expression) {
        return switch (expression) {
            case Expression.Holds holds -> callFault(holds.term());
            case Expression.Not not
            when !not.composite() -> "unexpected negation ('not') in template-string expression";
            case Expression.Every _ -> "unexpected 'every' in template-string expression";
            case Expression.Some _, Expression.SomeIn _ -> "unexpected 'some' in template-string expression";
            case Expression.Not _, Expression.And _, Expression.Or _ -> null;
        };
    }

    private static @Nullable String callFault(Term term) {
        if (!(term instanceof Term.Call call)) {
            return null;
        }
        return switch (TermText.write(call.operator())) {
            case Operators.UNIFY -> "unexpected unification ('=') in template-string expression";
            case Operators.ASSIGN -> "unexpected assignment (':=') in template-string expression";
            default -> null;
        };
    }
}
