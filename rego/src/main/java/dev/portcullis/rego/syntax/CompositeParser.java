package dev.portcullis.rego.syntax;

import dev.portcullis.rego.ast.Body;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.source.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Arrays, objects, sets and comprehensions.
///
/// `[a | b` and `{a | b` start a comprehension rather than a union, so the first element is first read without
/// operators; when that leads nowhere it is read again with them. A comma in front of the first element is allowed, as
/// in OPA, and rules a comprehension out.
final class CompositeParser {
    private final TokenStream in;
    private final TermParser terms;
    private final BodyParser bodies;

    CompositeParser(TokenStream in, TermParser terms, BodyParser bodies) {
        this.in = in;
        this.terms = terms;
        this.bodies = bodies;
    }

    // ---- arrays

    @Nullable
    Term array() {
        Span open = in.span();
        in.scan();
        if (in.at(TokenKind.RIGHT_BRACKET)) {
            return new Term.ArrayLiteral(closed(open), List.of());
        }
        boolean comprehensible = !skipComma();
        TokenStream.Mark first = in.mark();
        Term head = terms.term();
        if (head == null) {
            return null;
        }
        if (in.at(TokenKind.RIGHT_BRACKET)) {
            return new Term.ArrayLiteral(closed(open), List.of(head));
        }
        if (in.at(TokenKind.COMMA)) {
            in.scan();
            return arrayOf(open, terms.refs().list(TokenKind.RIGHT_BRACKET, List.of(head)));
        }
        if (in.at(TokenKind.PIPE) && comprehensible) {
            in.scan();
            Body body = bodies.body(TokenKind.RIGHT_BRACKET);
            if (body != null) {
                return new Term.ArrayComprehension(closed(open), head, body);
            }
            if (!in.at(TokenKind.COMMA)) {
                return null;
            }
        }
        in.restore(first);
        return arrayOf(open, terms.refs().list(TokenKind.RIGHT_BRACKET, List.of()));
    }

    private @Nullable Term arrayOf(Span open, @Nullable List<Term> elements) {
        return elements == null ? null : new Term.ArrayLiteral(closed(open), elements);
    }

    // ---- sets and objects

    @Nullable
    Term setOrObject() {
        Span open = in.span();
        in.scan();
        if (in.at(TokenKind.RIGHT_BRACE)) {
            return new Term.ObjectLiteral(closed(open), List.of());
        }
        boolean comprehensible = !skipComma();
        TokenStream.Mark first = in.mark();
        Term head = terms.term();
        if (head == null) {
            return null;
        }
        if (in.at(TokenKind.RIGHT_BRACE) || in.at(TokenKind.COMMA) || (in.at(TokenKind.PIPE) && comprehensible)) {
            return set(open, first, head);
        }
        if (in.at(TokenKind.COLON)) {
            return object(open, head, comprehensible);
        }
        in.restore(first);
        head = terms.operators().listElement();
        if (head == null) {
            return null;
        }
        if (in.at(TokenKind.RIGHT_BRACE) || in.at(TokenKind.COMMA)) {
            return set(open, first, head);
        }
        if (in.at(TokenKind.COLON)) {
            return object(open, head, comprehensible);
        }
        in.unexpected("non-terminated set");
        return null;
    }

    /// A set or set comprehension, its first element read.
    private @Nullable Term set(Span open, TokenStream.Mark first, Term head) {
        if (in.at(TokenKind.RIGHT_BRACE)) {
            return new Term.SetLiteral(closed(open), List.of(head));
        }
        if (in.at(TokenKind.COMMA)) {
            in.scan();
            return setOf(open, terms.refs().list(TokenKind.RIGHT_BRACE, List.of(head)));
        }
        in.scan();
        Body body = bodies.body(TokenKind.RIGHT_BRACE);
        if (body != null) {
            return new Term.SetComprehension(closed(open), head, body);
        }
        if (!in.at(TokenKind.COMMA)) {
            return null;
        }
        in.restore(first);
        return setOf(open, terms.refs().list(TokenKind.RIGHT_BRACE, List.of()));
    }

    private @Nullable Term setOf(Span open, @Nullable List<Term> elements) {
        return elements == null ? null : new Term.SetLiteral(closed(open), distinct(elements));
    }

    /// An object or object comprehension, its first key read.
    private @Nullable Term object(Span open, Term key, boolean comprehensible) {
        in.scan();
        TokenStream.Mark first = in.mark();
        Term value = terms.term();
        if (value == null) {
            return null;
        }
        if (comprehensible) {
            if (in.at(TokenKind.RIGHT_BRACE) || in.at(TokenKind.COMMA)) {
                return entriesAfter(open, key, value);
            }
            Term comprehension = in.at(TokenKind.PIPE) ? objectComprehension(open, key, value) : null;
            if (comprehension != null) {
                return comprehension;
            }
        }
        in.restore(first);
        value = terms.operators().listElement();
        if (value == null) {
            return null;
        }
        if (in.at(TokenKind.RIGHT_BRACE) || in.at(TokenKind.COMMA)) {
            return entriesAfter(open, key, value);
        }
        in.unexpected("non-terminated object");
        return null;
    }

    private @Nullable Term objectComprehension(Span open, Term key, Term value) {
        in.scan();
        Body body = bodies.body(TokenKind.RIGHT_BRACE);
        return body == null ? null : new Term.ObjectComprehension(closed(open), key, value, body);
    }

    private @Nullable Term entriesAfter(Span open, Term key, Term value) {
        List<Term.Entry> entries = new ArrayList<>();
        entries.add(new Term.Entry(key, value));
        while (in.at(TokenKind.COMMA)) {
            in.scan();
            if (in.at(TokenKind.RIGHT_BRACE)) {
                break;
            }
            Term.Entry entry = entry();
            if (entry == null) {
                return null;
            }
            entries.add(entry);
            if (!in.at(TokenKind.COMMA) && !in.at(TokenKind.RIGHT_BRACE)) {
                in.unexpected("expected \",\" or \"}\"");
                return null;
            }
        }
        return new Term.ObjectLiteral(closed(open), entries);
    }

    private Term.@Nullable Entry entry() {
        Term key = terms.operators().listElement();
        if (key == null) {
            return null;
        }
        if (!in.at(TokenKind.COLON)) {
            in.unexpected("expected \":\"");
            return null;
        }
        in.scan();
        Term value = terms.operators().listElement();
        return value == null ? null : new Term.Entry(key, value);
    }

    // ---- shared

    private boolean skipComma() {
        if (!in.at(TokenKind.COMMA)) {
            return false;
        }
        in.scan();
        return true;
    }

    /// From the opening to the current token.
    private Span closed(Span open) {
        return open.to(in.span());
    }

    /// A set has each element once, however often it is written.
    private static List<Term> distinct(List<Term> elements) {
        Map<TermIdentity, Term> first = new LinkedHashMap<>();
        for (Term element : elements) {
            first.putIfAbsent(new TermIdentity(element), element);
        }
        return List.copyOf(first.values());
    }
}
