package dev.portcullis.rego.syntax;

import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.source.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Heads of rules: name or path, arguments, and what follows them up to `if` or the body.
final class HeadParser {
    private final TokenStream in;
    private final TermParser terms;

    HeadParser(TokenStream in, TermParser terms) {
        this.in = in;
        this.terms = terms;
    }

    /// The head at the current token, which is a name; null when this is no rule.
    @Nullable
    HeadDraft head(boolean isDefault) {
        Span start = in.span();
        Term subject = terms.refs().headBehind(terms.variable());
        if (subject == null) {
            in.unexpected("expected rule head name");
            return null;
        }
        HeadDraft named = named(start, subject);
        return named == null ? null : valued(named, isDefault).withSpan(in.spanFrom(start));
    }

    private @Nullable HeadDraft named(Span start, Term subject) {
        return switch (subject) {
            case Term.Var name -> HeadDraft.of(start, new Term.Ref(name.span(), name, List.of()), null);
            case Term.Ref ref -> HeadDraft.of(start, ref, null);
            case Term.Call call -> {
                if (!(call.operator().head() instanceof Term.Var)) {
                    in.unexpected("rule head ref " + TermText.write(call.operator()) + " invalid");
                    yield null;
                }
                yield HeadDraft.of(start, call.operator(), call.arguments());
            }
            default -> null;
        };
    }

    private HeadDraft valued(HeadDraft head, boolean isDefault) {
        String name = TermText.write(head.ref());
        HeadDraft valued = switch (in.kind()) {
            case CONTAINS -> {
                yield contains(head, name);
            }
            case UNIFY -> {
                in.scan();
                Term value = terms.withOperators();
                if (value == null) {
                    in.unexpected("expected rule value term (e.g., " + name + "[<nil>] = <VALUE> { ... })");
                }
                yield head.withValue(value, true);
            }
            case ASSIGN -> {
                in.scan();
                Term value = terms.withOperators();
                if (value == null) {
                    in.unexpected(missingValue(head, name, isDefault));
                }
                yield head.withValue(value, true).assigned(true);
            }
            default -> head;
        };
        boolean needsValue = valued.value() == null && !valued.contains();
        return needsValue && (!valued.isPair() || valued.isFunction()) ? valued.withImpliedValue() : valued;
    }

    private HeadDraft contains(HeadDraft head, String name) {
        if (head.arguments() != null) {
            in.unexpected("the contains keyword can only be used with multi-value rule definitions (e.g., " + name
                    + " contains <VALUE> { ... })");
        }
        in.scan();
        Term key = terms.withOperators();
        if (key == null) {
            in.unexpected("expected rule key term (e.g., " + name + " contains <VALUE> { ... })");
        }
        return head.withKey(key).marksContains();
    }

    private static String missingValue(HeadDraft head, String name, boolean isDefault) {
        if (head.isFunction()) {
            return "expected function value term (e.g., " + name + "(...) := <VALUE> { ... })";
        }
        return isDefault
                ? "expected default rule value term (e.g., default " + name + " := <VALUE>)"
                : "expected rule value term (e.g., " + name + " := <VALUE> { ... })";
    }
}
