package dev.portcullis.rego.syntax;

import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.source.Span;
import dev.portcullis.rego.value.RegoString;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What follows a term without white space: a path, arguments, or both in turn.
final class RefParser {
    private final TokenStream in;
    private final OperatorParser operators;

    RefParser(TokenStream in, OperatorParser operators) {
        this.in = in;
        this.operators = operators;
    }

    /// What follows a term directly makes it a ref or a call. Steps over the term's last token.
    @Nullable
    Term behind(@Nullable Term head) {
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
                    path.add(new Term.Scalar(in.span(), RegoString.of(in.token().text())));
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
        Term part = operators.withOperators();
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
        Span place = in.spanThrough(operator.span());
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
            Term element = operators.listElement();
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
}
