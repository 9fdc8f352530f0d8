package dev.portcullis.rego.syntax;

import dev.portcullis.rego.ast.Body;
import dev.portcullis.rego.ast.Expression;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.source.RegoVersion;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoText;
import java.util.List;

/// Terms and bodies as OPA prints them in messages: operators as calls of their builtin, wildcards as `_`.
public final class TermText {
    private final StringBuilder out = new StringBuilder();

    private TermText() {}

    /// A term on one line.
    public static String write(Term term) {
        TermText text = new TermText();
        text.term(term);
        return text.out.toString();
    }

    /// A body on one line, expressions separated by `; `.
    public static String write(Body body) {
        TermText text = new TermText();
        text.body(body);
        return text.out.toString();
    }

    /// What OPA calls this kind of term: `ref`, `call`, `setcomprehension` …
    public static String kind(Term term) {
        return switch (term) {
            case Term.Scalar t -> t.value().typeName();
            case Term.Var _ -> "var";
            case Term.Ref _ -> "ref";
            case Term.ArrayLiteral _ -> "array";
            case Term.SetLiteral _ -> "set";
            case Term.ObjectLiteral _ -> "object";
            case Term.ArrayComprehension _ -> "arraycomprehension";
            case Term.SetComprehension _ -> "setcomprehension";
            case Term.ObjectComprehension _ -> "objectcomprehension";
            case Term.Call _ -> "call";
            case Term.Template _ -> "templatestring";
        };
    }

    private void term(Term term) {
        switch (term) {
            case Term.Scalar t -> out.append(RegoText.write(t.value()));
            case Term.Var t -> out.append(t.isWildcard() ? "_" : t.name());
            case Term.Ref t -> ref(t);
            case Term.ArrayLiteral t -> list("[", t.elements(), "]");
            case Term.SetLiteral t when t.elements().isEmpty() -> out.append("set()");
            case Term.SetLiteral t -> list("{", sorted(t.elements()), "}");
            case Term.ObjectLiteral t -> object(t);
            case Term.ArrayComprehension t -> comprehension('[', t.element(), t.body(), ']');
            case Term.SetComprehension t -> comprehension('{', t.element(), t.body(), '}');
            case Term.ObjectComprehension t -> {
                out.append('{');
                head(t.key());
                out.append(": ");
                head(t.value());
                out.append(" | ");
                body(t.body());
                out.append('}');
            }
            case Term.Call t -> {
                term(t.operator());
                list("(", t.arguments(), ")");
            }
            case Term.Template t -> template(t);
        }
    }

    private void ref(Term.Ref ref) {
        term(ref.head());
        for (Term part : ref.path()) {
            if (part instanceof Term.Scalar(var _, RegoString name)) {
                String word = name.value();
                if (isName(word) && !Keywords.isKeyword(word, RegoVersion.V1)) {
                    out.append('.').append(word);
                } else {
                    out.append('[').append(RegoText.write(name)).append(']');
                }
            } else {
                out.append('[');
                term(part);
                out.append(']');
            }
        }
    }

    private void object(Term.ObjectLiteral object) {
        out.append('{');
        String separator = "";
        for (Term.Entry entry : object.entries()) {
            out.append(separator);
            term(entry.key());
            out.append(": ");
            term(entry.value());
            separator = ", ";
        }
        out.append('}');
    }

    private void comprehension(char open, Term element, Body body, char close) {
        out.append(open);
        head(element);
        out.append(" | ");
        body(body);
        out.append(close);
    }

    /// A comprehension's head: operators in infix form, lest their `|` be taken for the comprehension's.
    private void head(Term term) {
        if (term instanceof Term.Call call && call.arguments().size() == 2) {
            String infix = infix(call.operator().text());
            if (!infix.isEmpty()) {
                out.append('(');
                head(call.arguments().getFirst());
                out.append(' ').append(infix).append(' ');
                head(call.arguments().getLast());
                out.append(')');
                return;
            }
        }
        term(term);
    }

    private static String infix(String builtin) {
        return switch (builtin) {
            case "eq" -> "=";
            case "assign" -> ":=";
            case "equal" -> "==";
            case "neq" -> "!=";
            case "lt" -> "<";
            case "lte" -> "<=";
            case "gt" -> ">";
            case "gte" -> ">=";
            case "plus" -> "+";
            case "minus" -> "-";
            case "mul" -> "*";
            case "div" -> "/";
            case "rem" -> "%";
            case "and" -> "&";
            case "or" -> "|";
            default -> "";
        };
    }

    private void template(Term.Template template) {
        out.append("$\"");
        for (Term part : template.parts()) {
            if (part instanceof Term.Scalar(var _, RegoString text)) {
                String quoted = RegoText.write(text);
                out.append(quoted.substring(1, quoted.length() - 1).replace("{", "\\{"));
            } else {
                out.append('{');
                term(part);
                out.append('}');
            }
        }
        out.append('"');
    }

    private void list(String open, List<Term> terms, String close) {
        out.append(open);
        String separator = "";
        for (Term term : terms) {
            out.append(separator);
            term(term);
            separator = ", ";
        }
        out.append(close);
    }

    /// Constants in the order of their values, as OPA keeps sets.
    private static List<Term> sorted(List<Term> elements) {
        if (!elements.stream().allMatch(Term.Scalar.class::isInstance)) {
            return elements;
        }
        return elements.stream()
                .map(Term.Scalar.class::cast)
                .sorted((a, b) -> a.value().compareTo(b.value()))
                .map(Term.class::cast)
                .toList();
    }

    private void body(Body body) {
        String separator = "";
        for (Expression expression : body.expressions()) {
            out.append(separator);
            expression(expression);
            separator = "; ";
        }
    }

    private void expression(Expression expression) {
        switch (expression) {
            case Expression.Holds e -> condition(e.term());
            case Expression.Not e -> not(e);
            case Expression.Some e -> list("some ", List.copyOf(e.names()), "");
            case Expression.SomeIn e -> {
                out.append("some ");
                Term key = e.key();
                if (key != null) {
                    term(key);
                    out.append(", ");
                }
                term(e.value());
                out.append(" in ");
                term(e.collection());
            }
            case Expression.Every e -> every(e);
            case Expression.And e -> logical(e.left(), " and ", e.right());
            case Expression.Or e -> logical(e.left(), " or ", e.right());
        }
        for (Expression.With with : expression.withs()) {
            out.append(" with ");
            term(with.target());
            out.append(" as ");
            term(with.value());
        }
    }

    private void condition(Term term) {
        if (term instanceof Term.Call call
                && call.arguments().size() == 2
                && call.operator().text().equals(Operators.UNIFY)) {
            term(call.arguments().getFirst());
            out.append(" = ");
            term(call.arguments().getLast());
        } else {
            term(term);
        }
    }

    private void not(Expression.Not not) {
        if (not.body().braced()) {
            out.append("not {");
            body(not.body());
            out.append('}');
        } else {
            out.append("not ");
            operand(not.body());
        }
    }

    private void every(Expression.Every every) {
        out.append("every ");
        Term.Var key = every.key();
        if (key != null) {
            term(key);
            out.append(", ");
        }
        term(every.value());
        out.append(" in ");
        term(every.domain());
        out.append(" { ");
        body(every.body());
        out.append(" }");
    }

    private void logical(Body left, String operator, Body right) {
        operand(left);
        out.append(operator);
        operand(right);
    }

    private void operand(Body body) {
        boolean group = body.expressions().size() == 1
                && (body.expressions().getFirst() instanceof Expression.And
                        || body.expressions().getFirst() instanceof Expression.Or);
        out.append(body.braced() ? "{ " : group ? "(" : "");
        body(body);
        out.append(body.braced() ? " }" : group ? ")" : "");
    }

    private static boolean isName(String word) {
        if (word.isEmpty() || (word.charAt(0) >= '0' && word.charAt(0) <= '9')) {
            return false;
        }
        return word.chars()
                .allMatch(c -> c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'));
    }
}
