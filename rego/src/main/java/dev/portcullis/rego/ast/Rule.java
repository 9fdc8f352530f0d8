package dev.portcullis.rego.ast;

import dev.portcullis.rego.source.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A rule: one definition of a document or function. Several bodies after one head are parsed into several rules.
///
/// @param body the conditions; a rule without a body has the single expression `true`
/// @param otherwise the `else` branch; its head repeats the name and arguments; null when there is none
/// @param isDefault whether the rule is a `default`
public record Rule(
        Span span, Head head, Body body, @Nullable Rule otherwise, boolean isDefault) {
    /// What a rule defines.
    ///
    /// @param ref name and path below the package, such as `p`, `p.q` or `p[x].q`; its head is a [Term.Var]
    /// @param arguments parameters of a function; null for a rule that is not a function
    /// @param key the element behind `contains`; null for rules with one value
    /// @param value the value; null exactly when `key` is given
    /// @param assigned whether the value was written with `:=` (only formatting and diagnostics care)
    public record Head(
            Span span,
            Term.Ref ref,
            @Nullable List<Term> arguments,
            @Nullable Term key,
            @Nullable Term value,
            boolean assigned) {
        public Head {
            arguments = arguments == null ? null : List.copyOf(arguments);
            if ((key == null) == (value == null)) {
                throw new AssertionError("BUG: a rule head has either a key or a value");
            }
        }
    }
}
