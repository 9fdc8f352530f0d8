package dev.portcullis.rego.ast;

import dev.portcullis.rego.source.Span;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.util.List;

/// A term: something that has a value once its variables have one.
public sealed interface Term {
    Span span();

    /// Null, a boolean, a number or a string.
    record Scalar(Span span, RegoValue value) implements Term {}

    /// A variable. Wildcards get names of their own from the parser: `$0`, `$1` …
    record Var(Span span, String name) implements Term {
        /// Whether this was written `_`.
        public boolean isWildcard() {
            return name.startsWith("$");
        }
    }

    /// A look-up along a path: `input.x[i]`. Names behind dots are [Scalar] strings.
    ///
    /// @param head usually a [Var]; also a call, a composite or a comprehension
    record Ref(Span span, Term head, List<Term> path) implements Term {
        public Ref {
            path = List.copyOf(path);
        }

        /// The dotted text when the head is a variable and the path is all plain strings, otherwise a readable form.
        public String text() {
            StringBuilder text = new StringBuilder(head instanceof Var v ? v.name() : "…");
            for (Term part : path) {
                if (part instanceof Scalar(Span _, RegoString name)) {
                    text.append('.').append(name.value());
                } else {
                    text.append('[')
                            .append(part instanceof Var v ? v.name() : "…")
                            .append(']');
                }
            }
            return text.toString();
        }
    }

    /// `[a, b]`.
    record ArrayLiteral(Span span, List<Term> elements) implements Term {
        public ArrayLiteral {
            elements = List.copyOf(elements);
        }
    }

    /// `{a, b}` or `set()`.
    record SetLiteral(Span span, List<Term> elements) implements Term {
        public SetLiteral {
            elements = List.copyOf(elements);
        }
    }

    /// `{k: v}`.
    record ObjectLiteral(Span span, List<Entry> entries) implements Term {
        public ObjectLiteral {
            entries = List.copyOf(entries);
        }
    }

    /// One entry of an [ObjectLiteral].
    record Entry(Term key, Term value) {}

    /// `[element | body]`.
    record ArrayComprehension(Span span, Term element, Body body) implements Term {}

    /// `{element | body}`.
    record SetComprehension(Span span, Term element, Body body) implements Term {}

    /// `{key: value | body}`.
    record ObjectComprehension(Span span, Term key, Term value, Body body) implements Term {}

    /// A call of a builtin or function; operators are calls of their builtin's name.
    record Call(Span span, Ref operator, List<Term> arguments) implements Term {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /// `$"text {expression}"`. Parts are string scalars (literal text) or other terms; an undefined part renders as
    /// `<undefined>`.
    record Template(Span span, List<Term> parts) implements Term {
        public Template {
            parts = List.copyOf(parts);
        }
    }
}
