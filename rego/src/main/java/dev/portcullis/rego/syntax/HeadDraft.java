package dev.portcullis.rego.syntax;

import dev.portcullis.rego.ast.Rule;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.source.Span;
import dev.portcullis.rego.value.RegoBoolean;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A rule head while it is read: what kind of rule it starts is only known behind it.
///
/// @param arguments as written; an empty list for `f()`, null without parentheses
/// @param impliedValue whether the value was not written
/// @param contains whether `contains` was written
record HeadDraft(
        Span span,
        Term.Ref ref,
        @Nullable List<Term> arguments,
        @Nullable Term key,
        @Nullable Term value,
        boolean assigned,
        boolean impliedValue,
        boolean contains) {

    static HeadDraft of(Span span, Term.Ref ref, @Nullable List<Term> arguments) {
        return new HeadDraft(span, ref, arguments, null, null, false, false, false);
    }

    HeadDraft withSpan(Span replaced) {
        return new HeadDraft(replaced, ref, arguments, key, value, assigned, impliedValue, contains);
    }

    HeadDraft withValue(@Nullable Term replaced, boolean written) {
        return new HeadDraft(span, ref, arguments, key, replaced, assigned, !written, contains);
    }

    HeadDraft assigned(boolean replaced) {
        return new HeadDraft(span, ref, arguments, key, value, replaced, impliedValue, contains);
    }

    HeadDraft withKey(@Nullable Term replaced) {
        return new HeadDraft(span, ref, arguments, replaced, value, assigned, impliedValue, contains);
    }

    HeadDraft withArguments(@Nullable List<Term> replaced) {
        return new HeadDraft(span, ref, replaced, key, value, assigned, impliedValue, contains);
    }

    HeadDraft marksContains() {
        return new HeadDraft(span, ref, arguments, key, value, assigned, impliedValue, true);
    }

    /// `p[x]` as a partial set of v0: the element `x` of `p`.
    HeadDraft asSet() {
        Term element = ref.path().getFirst();
        Term.Ref name = new Term.Ref(ref.span(), ref.head(), List.of());
        return new HeadDraft(span, name, arguments, element, null, assigned, impliedValue, contains);
    }

    /// The value of a rule that has none written.
    HeadDraft withImpliedValue() {
        return withValue(new Term.Scalar(span, RegoBoolean.TRUE), false);
    }

    boolean isFunction() {
        return arguments != null && !arguments.isEmpty();
    }

    /// Whether the head is a name with one part behind it.
    boolean isPair() {
        return ref.path().size() == 1;
    }

    boolean hasVariableName() {
        return ref.head() instanceof Term.Var;
    }

    /// The finished head. A head with neither key nor value was reported as an error; it gets a value all the same.
    Rule.Head finished() {
        Term element = value == null ? key : null;
        Term result = value == null && key == null ? new Term.Scalar(span, RegoBoolean.TRUE) : value;
        return new Rule.Head(span, ref, isFunction() ? arguments : null, element, result, assigned);
    }
}
