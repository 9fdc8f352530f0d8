package dev.portcullis.rego.ast;

import dev.portcullis.rego.source.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One condition of a [Body].
public sealed interface Expression {
    Span span();

    /// `with` modifiers, in source order.
    List<With> withs();

    /// A term that must be defined and not `false`. Operators are calls: `x == y` is a call of `equal`, `:=` of
    /// `assign`, `=` of `eq`, `in` of `internal.member_2` or `internal.member_3`.
    record Holds(Span span, Term term, List<With> withs) implements Expression {
        public Holds {
            withs = List.copyOf(withs);
        }
    }

    /// `not`. Without the future keyword the body is one expression and variables of nested terms belong to the
    /// enclosing body.
    ///
    /// @param composite true for the meaning of `import future.keywords.not`: all of the body is negated
    record Not(Span span, Body body, boolean composite, List<With> withs) implements Expression {
        public Not {
            withs = List.copyOf(withs);
        }
    }

    /// `some x, y`: declares names.
    record Some(Span span, List<Term.Var> names, List<With> withs) implements Expression {
        public Some {
            names = List.copyOf(names);
            withs = List.copyOf(withs);
        }
    }

    /// `some k, v in collection`.
    record SomeIn(Span span, @Nullable Term key, Term value, Term collection, List<With> withs) implements Expression {
        public SomeIn {
            withs = List.copyOf(withs);
        }
    }

    /// `every k, v in domain { body }`.
    record Every(Span span, Term.@Nullable Var key, Term.Var value, Term domain, Body body, List<With> withs)
            implements Expression {
        public Every {
            withs = List.copyOf(withs);
        }
    }

    /// `left and right`: both hold; yields no bindings.
    record And(Span span, Body left, Body right, List<With> withs) implements Expression {
        public And {
            withs = List.copyOf(withs);
        }
    }

    /// `left or right`: one holds; yields no bindings.
    record Or(Span span, Body left, Body right, List<With> withs) implements Expression {
        public Or {
            withs = List.copyOf(withs);
        }
    }

    /// `with target as value`: evaluates its expression with something replaced.
    ///
    /// @param target a ref below `input` or `data`, or the name of a function
    record With(Span span, Term.Ref target, Term value) {}
}
