package dev.portcullis.rego.syntax;

import dev.portcullis.rego.ast.Expression;
import dev.portcullis.rego.ast.Term;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Hints at keywords that would have to be imported for what the text seems to mean: it is read again with all
/// keywords, and when that succeeds, the next error carries the hint.
final class MissingImports {
    private static final Set<String> INFIX_KEYWORDS = Set.of("in", "and", "or");

    private final TokenStream in;

    MissingImports(TokenStream in) {
        this.in = in;
    }

    /// At `some x in xs`, read from `some` on.
    void hintAtIn(TokenStream.Mark atSome) {
        if (!Keywords.needsImport("in", in.version())) {
            return;
        }
        in.scan();
        boolean membership = isMembership(future().terms().withOperators());
        in.restore(atSome);
        if (membership) {
            in.hint("`import future.keywords.in` for `some x in xs` expressions");
        }
    }

    /// At `every x in xs { … }`, when the name `every` was read as an expression that began at `start`.
    void hintAtEvery(Expression.Holds expression, TokenStream.Mark start) {
        if (!Keywords.needsImport("every", in.version())
                || !(expression.term() instanceof Term.Var(var _, String name))
                || !name.equals("every")) {
            return;
        }
        TokenStream.Mark here = in.mark();
        in.restore(start);
        boolean every = future().every() != null;
        in.restore(here);
        if (every) {
            in.hint("`import future.keywords.every` for `every x in xs { ... }` expressions");
        }
    }

    /// At `x in xs`, `k, v in xs`, `x and y` and `x or y`, when the expression ended before the current token.
    void hintAtOperator() {
        if (in.hasHints()) {
            return;
        }
        String word = "in";
        if (in.at(TokenKind.NAME)) {
            word = in.token().text();
            if (!INFIX_KEYWORDS.contains(word)) {
                return;
            }
        } else if (!in.at(TokenKind.COMMA) || !valueInCollectionFollows()) {
            return;
        }
        String example = word.equals("in") ? "x in xs" : "x " + word + " y";
        in.hint("`import future.keywords." + word + "` for `" + example + "` expressions");
    }

    private boolean valueInCollectionFollows() {
        TokenStream.Mark atComma = in.mark();
        in.scan();
        boolean membership = isMembership(future().terms().withOperators());
        in.restore(atComma);
        return membership;
    }

    private static boolean isMembership(@Nullable Term term) {
        if (!(term instanceof Term.Call call)) {
            return false;
        }
        String operator = TermText.write(call.operator());
        return operator.equals(Operators.MEMBER) || operator.equals(Operators.MEMBER_WITH_KEY);
    }

    /// A parser that continues here on its own and knows all keywords.
    private BodyParser future() {
        return new BodyParser(in.fork(in.keywords().withFuture()));
    }
}
