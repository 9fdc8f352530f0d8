package dev.portcullis.rego.syntax;

import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.source.Span;
import dev.portcullis.rego.value.RegoString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Terms with operators: each is a call of its builtin, and `in` of `internal.member_2` or `internal.member_3`.
final class OperatorParser {
    private final TokenStream in;
    private final TermParser terms;

    OperatorParser(TokenStream in, TermParser terms) {
        this.in = in;
        this.terms = terms;
    }

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
                terms.readNameBeforePath();
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
        Term left = terms.term();
        if (left == null) {
            return null;
        }
        int strongest = Operators.FACTOR;
        int calls = 0;
        int strength = Operators.strength(in.kind());
        while (strength >= weakest && strength <= strongest) {
            Term.Ref operator = operator();
            Term right = strength == Operators.FACTOR
                    ? terms.term()
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
        Span whole = new Span(place.file(), place.row(), place.column(), start, in.lastEnd() - start);
        return new Term.Call(whole, operator, arguments);
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
}
