package dev.portcullis.rego.syntax;

import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.source.Span;
import dev.portcullis.rego.value.RegoBoolean;
import dev.portcullis.rego.value.RegoNull;
import dev.portcullis.rego.value.RegoNumber;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Terms. A method returns null when there is no term, having reported why.
final class TermParser {
    private final TokenStream in;
    private final ScalarParser scalars;
    private final OperatorParser operators;
    private final RefParser refs;
    private final CompositeParser composites;
    private final TemplateParser templates;

    TermParser(TokenStream in, BodyParser bodies) {
        this.in = in;
        this.scalars = new ScalarParser(in);
        this.operators = new OperatorParser(in, this);
        this.refs = new RefParser(in, operators);
        this.composites = new CompositeParser(in, this, bodies);
        this.templates = new TemplateParser(in, bodies);
    }

    OperatorParser operators() {
        return operators;
    }

    RefParser refs() {
        return refs;
    }

    /// A term with operators, `in` and `k, v in` included.
    @Nullable
    Term withOperators() {
        return operators.withOperators();
    }

    /// A term without operators around it.
    @Nullable
    Term term() {
        TokenStream.KnownTerm known = in.knownTerm();
        if (known != null) {
            in.restore(known.behind());
            return known.term();
        }
        in.enter();
        int start = in.token().start();
        Term term = freshTerm();
        in.remember(start, term);
        in.leave();
        return term;
    }

    private @Nullable Term freshTerm() {
        readNameBeforeCall();
        if (in.at(TokenKind.MINUS)) {
            return negative();
        }
        return refs.behind(head());
    }

    private @Nullable Term head() {
        return switch (in.kind()) {
            case NULL -> scalars.scalar(RegoNull.NULL_VALUE);
            case TRUE -> scalars.scalar(RegoBoolean.TRUE);
            case FALSE -> scalars.scalar(RegoBoolean.FALSE);
            case DOT, NUMBER -> scalars.number(in.span(), "");
            case STRING -> scalars.string();
            case TEMPLATE_PART, TEMPLATE_END -> templates.template(false);
            case RAW_TEMPLATE_PART, RAW_TEMPLATE_END -> templates.template(true);
            case NAME, CONTAINS -> variable();
            case LEFT_BRACKET -> composites.array();
            case LEFT_BRACE -> composites.setOrObject();
            case LEFT_PAREN -> parenthesized();
            default -> {
                in.unexpected();
                yield null;
            }
        };
    }

    /// A negative number, or a name or ref taken from zero.
    private @Nullable Term negative() {
        Span sign = in.span();
        in.scan();
        if (!in.at(TokenKind.NAME) && !in.at(TokenKind.CONTAINS)) {
            return refs.behind(negativeNumber(sign));
        }
        Term term = refs.behind(variable());
        if (term == null) {
            return null;
        }
        Term.Ref minus = new Term.Ref(sign, new Term.Var(sign, Operators.MINUS), List.of());
        Term zero = new Term.Scalar(sign, RegoNumber.ZERO);
        return new Term.Call(in.spanFrom(sign), minus, List.of(zero, term));
    }

    private @Nullable Term negativeNumber(Span sign) {
        if (!in.at(TokenKind.NUMBER) && !in.at(TokenKind.DOT)) {
            in.unexpected("expected number");
            return null;
        }
        return scalars.number(sign, "-");
    }

    Term.Var variable() {
        String name = in.token().text();
        return new Term.Var(in.span(), name.equals("_") ? in.wildcard() : name);
    }

    private @Nullable Term parenthesized() {
        int open = in.token().start();
        in.scan();
        Term inner = withOperators();
        if (inner == null) {
            return null;
        }
        if (!in.at(TokenKind.RIGHT_PAREN)) {
            in.error(in.span(), "non-terminated expression");
            return null;
        }
        Span place = inner.span();
        Span opened = new Span(place.file(), place.row(), place.column(), open, 0);
        return Relocation.at(inner, in.spanThrough(opened));
    }

    // ---- keywords read as names

    /// Reads a keyword as a name when it starts a ref, as in `if.x`; reports whether it did.
    boolean readNameBeforePath() {
        if (!in.atKeywordAllowedInRef()) {
            return false;
        }
        TokenKind next = in.peekSpace();
        if (next != TokenKind.DOT && next != TokenKind.LEFT_BRACKET) {
            return false;
        }
        in.readAsName();
        return true;
    }

    /// `and(x, y)` and `or(x, y)` are calls of the set builtins where a term is expected.
    private void readNameBeforeCall() {
        if ((in.at(TokenKind.LOGICAL_AND) || in.at(TokenKind.LOGICAL_OR)) && in.peekSpace() == TokenKind.LEFT_PAREN) {
            in.readAsName();
        }
    }
}
