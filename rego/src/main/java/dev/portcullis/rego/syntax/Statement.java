package dev.portcullis.rego.syntax;

import dev.portcullis.rego.ast.Body;
import dev.portcullis.rego.ast.Import;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.source.Span;

/// What a text consists of at the outermost level.
sealed interface Statement {
    Span span();

    /// A package line; its path starts at `data`.
    record PackageLine(Span span, Term.Ref path) implements Statement {}

    /// An import line, and the place of its alias ([Span#NONE] when it has none).
    record ImportLine(Import imported, Span alias) implements Statement {
        @Override
        public Span span() {
            return imported.span();
        }
    }

    record RuleText(ParsedRule parsed) implements Statement {
        @Override
        public Span span() {
            return parsed.rule().span();
        }
    }

    /// Anything else: a query, or a rule without a body such as `p = 1`.
    record Query(Body body) implements Statement {
        @Override
        public Span span() {
            return body.expressions().getFirst().span();
        }
    }
}
