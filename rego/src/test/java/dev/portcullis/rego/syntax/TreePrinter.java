package dev.portcullis.rego.syntax;

import dev.portcullis.rego.ast.Annotation;
import dev.portcullis.rego.ast.Body;
import dev.portcullis.rego.ast.Expression;
import dev.portcullis.rego.ast.Import;
import dev.portcullis.rego.ast.Module;
import dev.portcullis.rego.ast.Rule;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.source.Span;
import dev.portcullis.rego.value.RegoBoolean;
import dev.portcullis.rego.value.RegoText;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Trees as S-expressions, one line for each package, import, rule and annotation. With places every node that has
/// one
/// of its own in OPA is preceded by `@row:column`. Elements of sets and entries of objects are sorted by their text.
final class TreePrinter {
    private final boolean places;

    private TreePrinter(boolean places) {
        this.places = places;
    }

    static String print(Module module, boolean places) {
        return new TreePrinter(places).module(module);
    }

    static String print(Body body, boolean places) {
        return new TreePrinter(places).body(body).strip();
    }

    static String print(Term term) {
        return new TreePrinter(false).term(term);
    }

    private String module(Module module) {
        Stream<String> lines = Stream.of("(package " + value(module.path()) + ")");
        lines = Stream.concat(lines, module.imports().stream().map(this::line));
        lines = Stream.concat(
                lines, module.rules().stream().map(rule -> rule(rule, rule.isDefault() ? "default" : "rule")));
        lines = Stream.concat(lines, module.annotations().stream().map(this::annotation));
        return lines.collect(Collectors.joining("\n"));
    }

    private String annotation(Annotation annotation) {
        return "(metadata " + at(annotation.span()) + annotation.scope().name().toLowerCase(Locale.ROOT) + ")";
    }

    private String line(Import line) {
        String alias = line.alias() == null ? "" : " as " + line.alias();
        return at(line.span()) + "(import " + term(line.path()) + alias + ")";
    }

    private String rule(Rule rule, String word) {
        Rule.Head head = rule.head();
        StringBuilder text = new StringBuilder(at(rule.span()));
        text.append('(').append(word).append(' ').append(at(head.span())).append(value(head.ref()));
        List<Term> arguments = head.arguments();
        if (arguments != null) {
            text.append(" (args").append(terms(arguments)).append(')');
        }
        Term value = head.value();
        Term key = head.key();
        if (value != null) {
            text.append(head.assigned() ? " := " : " = ");
            text.append(isImplied(head, value) ? value(value) : term(value));
        } else if (key != null) {
            text.append(" contains ").append(term(key));
        }
        text.append(" if").append(body(rule.body()));
        Rule otherwise = rule.otherwise();
        if (otherwise != null) {
            text.append(' ').append(rule(otherwise, "else"));
        }
        return text.append(')').toString();
    }

    /// A value that was not written stands where its head does, and has no place in OPA.
    private static boolean isImplied(Rule.Head head, Term value) {
        return value instanceof Term.Scalar(Span place, RegoBoolean _)
                && place.row() == head.span().row()
                && place.column() == head.span().column();
    }

    private String body(Body body) {
        return body.expressions().stream().map(e -> " " + expression(e)).collect(Collectors.joining());
    }

    private String operand(Body body) {
        String text = body(body).strip();
        return body.braced() ? "{" + text + "}" : "(" + text + ")";
    }

    private String expression(Expression expression) {
        String text = switch (expression) {
            case Expression.Holds e -> e.term() instanceof Term.Call call ? value(call) : term(e.term());
            case Expression.Not e when e.composite() -> "(not " + operand(e.body()) + ")";
            case Expression.Not e -> "(not-old " + condition(e.body()) + ")";
            case Expression.Some e -> "(some" + terms(List.copyOf(e.names())) + ")";
            case Expression.SomeIn e ->
                "(some-in" + optional(e.key()) + " " + term(e.value()) + " " + term(e.collection()) + ")";
            case Expression.Every e ->
                "(every" + optional(e.key()) + " " + term(e.value()) + " " + term(e.domain()) + body(e.body()) + ")";
            case Expression.And e -> "(and " + operand(e.left()) + " " + operand(e.right()) + ")";
            case Expression.Or e -> "(or " + operand(e.left()) + " " + operand(e.right()) + ")";
        };
        return at(expression.span()) + withs(text, expression.withs());
    }

    private String condition(Body body) {
        Term term = ((Expression.Holds) body.expressions().getFirst()).term();
        return term instanceof Term.Call call ? value(call) : term(term);
    }

    private String withs(String text, List<Expression.With> withs) {
        if (withs.isEmpty()) {
            return text;
        }
        StringBuilder all = new StringBuilder("(with ").append(text);
        for (Expression.With with : withs) {
            all.append(' ').append(at(with.span())).append('(');
            all.append(term(with.target()))
                    .append(' ')
                    .append(term(with.value()))
                    .append(')');
        }
        return all.append(')').toString();
    }

    private String optional(@org.jspecify.annotations.Nullable Term term) {
        return term == null ? "" : " " + term(term);
    }

    private String terms(List<Term> terms) {
        return terms.stream().map(t -> " " + term(t)).collect(Collectors.joining());
    }

    private String term(Term term) {
        return at(term.span()) + value(term);
    }

    private String value(Term term) {
        return switch (term) {
            case Term.Scalar t -> RegoText.write(t.value());
            case Term.Var t -> t.name();
            case Term.Ref t -> "(ref " + term(t.head()) + terms(t.path()) + ")";
            case Term.ArrayLiteral t -> "(array" + terms(t.elements()) + ")";
            case Term.SetLiteral t ->
                "(set" + t.elements().stream().map(e -> " " + term(e)).sorted().collect(Collectors.joining()) + ")";
            case Term.ObjectLiteral t ->
                "(object"
                        + t.entries().stream()
                                .map(e -> " " + term(e.key()) + " " + term(e.value()))
                                .sorted()
                                .collect(Collectors.joining())
                        + ")";
            case Term.ArrayComprehension t -> "(array-of " + term(t.element()) + body(t.body()) + ")";
            case Term.SetComprehension t -> "(set-of " + term(t.element()) + body(t.body()) + ")";
            case Term.ObjectComprehension t ->
                "(object-of " + term(t.key()) + " " + term(t.value()) + body(t.body()) + ")";
            case Term.Call t -> {
                boolean minus = t.operator().text().equals("minus");
                yield "(call " + (minus ? "minus" : term(t.operator())) + terms(t.arguments()) + ")";
            }
            case Term.Template t ->
                "(template" + t.parts().stream().map(p -> " " + part(p)).collect(Collectors.joining()) + ")";
        };
    }

    /// A part of a template; an expression under modifiers is shown as such and not as the set it was made into.
    private String part(Term part) {
        if (part instanceof Term.SetComprehension(Span _, Term.Var element, Body body)
                && element.isWildcard()
                && body.expressions().getFirst() instanceof Expression.Holds(Span _, Term.Call equation, var withs)
                && !withs.isEmpty()) {
            return withs(part(equation.arguments().getLast()), withs);
        }
        return part instanceof Term.Call ? value(part) : term(part);
    }

    private String at(Span span) {
        return places ? "@" + span.row() + ":" + span.column() + " " : "";
    }
}
