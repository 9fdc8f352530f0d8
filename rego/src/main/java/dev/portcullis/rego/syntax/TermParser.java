package dev.portcullis.rego.syntax;

import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.source.Span;
import dev.portcullis.rego.value.RegoBoolean;
import dev.portcullis.rego.value.RegoNull;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Terms: literals, refs, calls and what operators make of them. A method returns null when there is no term, having
/// reported why.
final class TermParser {
    private final TokenStream in;
    private final CompositeParser composites;
    private final TemplateParser templates;

    TermParser(TokenStream in, BodyParser bodies) {
        this.in = in;
        this.composites = new CompositeParser(in, this, bodies);
        this.templates = new TemplateParser(in, bodies);
    }

    // ---- operators

    /// A term with operators, `in` and `k, v in` included.
    @Nullable
    Term withOperators() {
        return membership(true);
    }

    /// A term with operators inside a list, where a comma ends it.
    @Nullable
    Term listElement() {
        return membership(false);
    }

    private @Nullable Term membership(boolean withKey) {
        int start = in.token().start();
        Term left = operation(Operators.COMPARISON, start);
        int calls = 0;
        boolean more = left != null;
        while (left != null && more) {
            Term call = withKey && in.at(TokenKind.COMMA) ? memberWithKey(left, start) : null;
            if (call == null) {
                readNameBeforePath();
                call = member(left, start);
            }
            more = call != null && in.at(TokenKind.IN);
            if (call != null) {
                in.enter();
                calls++;
                left = call;
            }
        }
        in.leave(calls);
        return left;
    }

    /// `key, value in collection`, from the comma on; leaves everything as it was when it is something else.
    private @Nullable Term memberWithKey(Term key, int start) {
        TokenStream.Mark atComma = in.mark();
        in.scan();
        Term value = operation(Operators.COMPARISON, start);
        if (value != null && in.at(TokenKind.IN)) {
            Term.Ref operator = builtin("member_3");
            Term collection = operation(Operators.COMPARISON, in.token().start());
            if (collection != null) {
                return call(key, start, operator, List.of(key, value, collection));
            }
        }
        in.restore(atComma);
        return null;
    }

    private @Nullable Term member(Term element, int start) {
        if (!in.at(TokenKind.IN)) {
            return null;
        }
        Term.Ref operator = builtin("member_2");
        Term collection = operation(Operators.COMPARISON, in.token().start());
        return collection == null ? null : call(element, start, operator, List.of(element, collection));
    }

    /// Binary operators of at least this strength. After a missing right operand only weaker operators may follow,
    /// which decides what else is reported.
    private @Nullable Term operation(int weakest, int start) {
        Term left = term();
        if (left == null) {
            return null;
        }
        int strongest = Operators.FACTOR;
        int calls = 0;
        int strength = Operators.strength(in.kind());
        while (strength >= weakest && strength <= strongest) {
            Term.Ref operator = operator();
            Term right = strength == Operators.FACTOR
                    ? term()
                    : operation(strength + 1, in.token().start());
            strongest = right == null ? strength - 1 : strength;
            if (right != null) {
                in.enter();
                calls++;
                left = call(left, start, operator, List.of(left, right));
            }
            strength = Operators.strength(in.kind());
        }
        in.leave(calls);
        return left;
    }

    private Term.Call call(Term first, int start, Term.Ref operator, List<Term> arguments) {
        Span place = first.span();
        Span opened = new Span(place.file(), place.row(), place.column(), start, 0);
        return new Term.Call(withEnd(opened, in.lastEnd()), operator, arguments);
    }

    /// The builtin of the operator at the current token, which is stepped over.
    Term.Ref operator() {
        Span place = in.span();
        Term.Ref operator = new Term.Ref(place, new Term.Var(place, in.kind().text()), List.of());
        in.scan();
        return operator;
    }

    private Term.Ref builtin(String name) {
        Span place = in.span();
        in.scan();
        Term tail = new Term.Scalar(place, RegoString.of(name));
        return new Term.Ref(place, new Term.Var(place, "internal"), List.of(tail));
    }

    // ---- terms

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
        return behind(head());
    }

    private @Nullable Term head() {
        return switch (in.kind()) {
            case NULL -> scalar(RegoNull.NULL_VALUE);
            case TRUE -> scalar(RegoBoolean.TRUE);
            case FALSE -> scalar(RegoBoolean.FALSE);
            case DOT, NUMBER -> number(in.span(), "");
            case STRING -> string();
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
            return behind(negativeNumber(sign));
        }
        Term term = behind(variable());
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
        return number(sign, "-");
    }

    private Term scalar(RegoValue value) {
        return new Term.Scalar(in.span(), value);
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
        return Relocation.at(inner, withEnd(opened, in.token().end()));
    }

    private @Nullable Term number(Span place, String sign) {
        boolean fraction = in.at(TokenKind.DOT);
        if (fraction) {
            in.scan();
            if (!in.at(TokenKind.NUMBER)) {
                in.unexpected("expected number");
                return null;
            }
        }
        String digits = in.token().text();
        if (!fraction && hasLeadingZero(digits)) {
            in.unexpected("expected number without leading zero");
            return null;
        }
        if (digits.indexOf('\uFFFD') >= 0) {
            in.unexpected("invalid float");
            return null;
        }
        try {
            RegoNumber value = RegoNumber.parse(sign + (fraction ? "." : "") + digits);
            return new Term.Scalar(withEnd(place, in.token().end()), value);
        } catch (NumberFormatException tooBig) {
            in.error(in.span(), "number too big");
            return null;
        }
    }

    private static Span withEnd(Span start, int end) {
        return new Span(start.file(), start.row(), start.column(), start.offset(), end - start.offset());
    }

    private static boolean hasLeadingZero(String digits) {
        if (digits.length() < 2 || digits.charAt(0) != '0') {
            return false;
        }
        char second = digits.charAt(1);
        return second != '.' && !(digits.length() > 2 && (second == 'e' || second == 'E'));
    }

    private @Nullable Term string() {
        String literal = in.token().text();
        String inner = literal.substring(1, literal.length() - 1);
        if (literal.charAt(0) == '`') {
            return scalar(RegoString.of(inner));
        }
        boolean exact = literal.endsWith("\"") || inner.indexOf('\\') < 0;
        String meant = exact ? StringText.unescaped(inner) : null;
        if (meant == null) {
            in.error(in.span(), "illegal string literal: " + literal);
            return null;
        }
        return scalar(RegoString.of(meant));
    }

    // ---- refs and calls

    /// What follows a term directly makes it a ref or a call. Steps over the term's last token.
    private @Nullable Term behind(@Nullable Term head) {
        if (head == null) {
            return null;
        }
        in.scanSpace();
        return continued(head);
    }

    /// Like [#behind] for the name of a rule, which takes a path or arguments even behind white space.
    @Nullable
    Term headBehind(Term.Var name) {
        in.scanSpace();
        if (Operators.strength(in.kind()) != Operators.NONE) {
            in.unexpected();
        } else if (in.at(TokenKind.SPACE)) {
            in.scan();
        }
        return continued(name);
    }

    private @Nullable Term continued(Term head) {
        if (in.at(TokenKind.LEFT_PAREN) || in.at(TokenKind.DOT) || in.at(TokenKind.LEFT_BRACKET)) {
            return ref(head);
        }
        if (in.at(TokenKind.SPACE)) {
            in.scan();
        }
        return isRootDocument(head) ? new Term.Ref(head.span(), head, List.of()) : head;
    }

    static boolean isRootDocument(Term term) {
        return term instanceof Term.Var(var _, String name) && (name.equals("data") || name.equals("input"));
    }

    private @Nullable Term ref(Term head) {
        in.enter();
        switch (head) {
            case Term.Scalar _, Term.Ref _, Term.Template _ ->
                in.error(head.span(), "illegal ref (head cannot be " + TermText.kind(head) + ")");
            default -> {}
        }
        Term ref = path(head);
        in.leave();
        return ref;
    }

    private @Nullable Term path(Term head) {
        List<Term> path = new ArrayList<>();
        while (true) {
            switch (in.kind()) {
                case DOT -> {
                    in.scanSpace();
                    if (!in.at(TokenKind.NAME) && !in.atKeywordAllowedInRef()) {
                        in.unexpected("expected identifier");
                        return null;
                    }
                    path.add(scalar(RegoString.of(in.token().text())));
                    in.scanSpace();
                }
                case LEFT_BRACKET -> {
                    Term part = bracketed();
                    if (part == null) {
                        return null;
                    }
                    path.add(part);
                }
                case LEFT_PAREN -> {
                    return callOf(new Term.Ref(in.spanFrom(head.span()), head, path));
                }
                default -> {
                    Term.Ref ref = new Term.Ref(in.spanFrom(head.span()), head, path);
                    if (in.at(TokenKind.SPACE)) {
                        in.scan();
                    }
                    return ref;
                }
            }
        }
    }

    private @Nullable Term bracketed() {
        in.scan();
        Term part = withOperators();
        if (part == null) {
            return null;
        }
        if (!in.at(TokenKind.RIGHT_BRACKET)) {
            in.unexpected("expected [");
            return null;
        }
        in.scanSpace();
        return part;
    }

    private @Nullable Term callOf(Term.Ref operator) {
        in.scan();
        List<Term> arguments = in.at(TokenKind.RIGHT_PAREN) ? List.of() : list(TokenKind.RIGHT_PAREN, List.of());
        if (arguments == null) {
            return null;
        }
        Span place = withEnd(operator.span(), in.token().end());
        in.scanSpace();
        boolean emptySet = arguments.isEmpty() && isSetConstructor(operator);
        Term call = emptySet ? new Term.SetLiteral(place, List.of()) : new Term.Call(place, operator, arguments);
        if (in.at(TokenKind.SPACE)) {
            in.scan();
            return call;
        }
        return in.at(TokenKind.DOT) || in.at(TokenKind.LEFT_BRACKET) ? ref(call) : call;
    }

    private static boolean isSetConstructor(Term.Ref operator) {
        return operator.path().isEmpty()
                && operator.head() instanceof Term.Var(var _, String name)
                && name.equals("set");
    }

    /// Elements up to the token `end`, after those already read; a comma before the end is allowed. Null on an error.
    @Nullable
    List<Term> list(TokenKind end, List<Term> first) {
        List<Term> elements = new ArrayList<>(first);
        while (!in.at(end)) {
            Term element = listElement();
            if (element == null) {
                return null;
            }
            elements.add(element);
            if (in.at(TokenKind.COMMA)) {
                in.scan();
            } else if (!in.at(end)) {
                in.unexpected("expected \",\" or \"" + end.text() + "\"");
                return null;
            }
        }
        return elements;
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
