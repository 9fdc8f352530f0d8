package dev.portcullis.rego.typing;

import dev.portcullis.rego.ast.Body;
import dev.portcullis.rego.ast.Expression;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.source.Span;
import dev.portcullis.rego.value.RegoBoolean;
import dev.portcullis.rego.value.RegoString;
import java.util.ArrayList;
import java.util.List;

/// Takes calls out of terms: each becomes an expression before, its result a variable. Comprehensions are brought
/// into the flat form as a whole.
final class Expansion {
    private static final String PRINT = "print";
    private static final String TEMPLATE = "internal.template_string";
    private static final Term TRUE = new Term.Scalar(Span.NONE, RegoBoolean.TRUE);

    private final FlatBody body;

    Expansion(FlatBody body) {
        this.body = body;
    }

    /// The arguments of a call that is an expression of its own.
    List<Term> arguments(Term.Call call) {
        return call.operator().text().equals(PRINT) ? List.of(term(printed(call))) : terms(call.arguments());
    }

    Term term(Term term) {
        return switch (term) {
            case Term.Scalar s -> s;
            case Term.Var v -> v;
            case Term.Ref r -> ref(r);
            case Term.ArrayLiteral a -> new Term.ArrayLiteral(a.span(), terms(a.elements()));
            case Term.SetLiteral s -> new Term.SetLiteral(s.span(), terms(s.elements()));
            case Term.ObjectLiteral o -> {
                List<Term.Entry> entries = new ArrayList<>();
                o.entries().forEach(e -> entries.add(new Term.Entry(term(e.key()), term(e.value()))));
                yield new Term.ObjectLiteral(o.span(), entries);
            }
            case Term.ArrayComprehension c -> {
                FlatBody inner = body.nested(c.body());
                Term element = inner.head(c.element());
                yield new Term.ArrayComprehension(c.span(), element, inner.finish());
            }
            case Term.SetComprehension c -> {
                FlatBody inner = body.nested(c.body());
                Term element = inner.head(c.element());
                yield new Term.SetComprehension(c.span(), element, inner.finish());
            }
            case Term.ObjectComprehension c -> {
                FlatBody inner = body.nested(c.body());
                Term key = inner.head(c.key());
                Term value = inner.head(c.value());
                yield new Term.ObjectComprehension(c.span(), key, value, inner.finish());
            }
            case Term.Call c -> call(c);
            case Term.Template t -> call(rendered(t));
        };
    }

    private List<Term> terms(List<Term> terms) {
        List<Term> expanded = new ArrayList<>(terms.size());
        terms.forEach(term -> expanded.add(term(term)));
        return expanded;
    }

    private Term call(Term.Call call) {
        List<Term> arguments = new ArrayList<>(arguments(call));
        Term.Var result = body.fresh(call.span());
        arguments.add(result);
        body.call(call.span(), call.operator(), arguments);
        return result;
    }

    private Term ref(Term.Ref ref) {
        Term head = part(ref.head());
        List<Term> path = new ArrayList<>(ref.path().size());
        ref.path().forEach(part -> path.add(part(part)));
        if (!(head instanceof Term.Var || head instanceof Term.Scalar || head instanceof Term.Ref)) {
            Term.Var variable = body.fresh(head.span());
            body.unify(head.span(), variable, head);
            body.showAs(variable, head);
            head = variable;
        }
        return new Term.Ref(ref.span(), head, path);
    }

    private Term part(Term part) {
        Term expanded = term(part);
        if (part instanceof Term.Call && expanded instanceof Term.Var variable) {
            body.showAs(variable, part);
        }
        return expanded;
    }

    /// Operands of `print` are printed even when they are undefined: each is a set of at most one value.
    private static Term printed(Term.Call call) {
        List<Term> operands = call.arguments().stream().map(Expansion::optional).toList();
        return new Term.ArrayLiteral(call.span(), operands);
    }

    private static Term.Call rendered(Term.Template template) {
        Span span = template.span();
        List<Term> parts = new ArrayList<>();
        for (Term part : template.parts()) {
            boolean text = part instanceof Term.Scalar(Span _, RegoString _);
            parts.add(
                    text
                            ? part
                            : part instanceof Term.Var
                                    ? new Term.SetLiteral(part.span(), List.of(part))
                                    : optional(part));
        }
        Term.Ref operator = new Term.Ref(span, new Term.Var(span, TEMPLATE), List.of());
        return new Term.Call(span, operator, List.of(new Term.ArrayLiteral(span, parts)));
    }

    private static Term optional(Term term) {
        Span span = term.span();
        return new Term.SetComprehension(span, term, Body.of(new Expression.Holds(span, TRUE, List.of())));
    }
}
