package dev.portcullis.rego.syntax;

import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.source.Span;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import org.jspecify.annotations.Nullable;

/// Constants at the current token, which is not stepped over.
final class ScalarParser {
    private final TokenStream in;

    ScalarParser(TokenStream in) {
        this.in = in;
    }

    Term scalar(RegoValue value) {
        return new Term.Scalar(in.span(), value);
    }

    /// A number whose sign, if any, was stepped over and stands at `place`. Its text is kept as written.
    @Nullable
    Term number(Span place, String sign) {
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
            return new Term.Scalar(in.spanThrough(place), value);
        } catch (NumberFormatException tooBig) {
            in.error(in.span(), "number too big");
            return null;
        }
    }

    private static boolean hasLeadingZero(String digits) {
        if (digits.length() < 2 || digits.charAt(0) != '0') {
            return false;
        }
        char second = digits.charAt(1);
        return second != '.' && !(digits.length() > 2 && (second == 'e' || second == 'E'));
    }

    @Nullable
    Term string() {
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
}
