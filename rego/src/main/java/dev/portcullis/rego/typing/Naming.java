package dev.portcullis.rego.typing;

import dev.portcullis.rego.analysis.Variables;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.source.Span;
import dev.portcullis.rego.syntax.TermText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Variables the flat form made up, and how messages name them: by the term they stand for.
final class Naming {
    /// No author can write a name that starts with it.
    private static final String MARK = "%";
    /// The key in `some x in xs`, made up by the resolver.
    private static final String UNNAMED_KEY = "$#";
    private static final String LOCAL = "__local";

    private final Map<String, Term> subjects = new HashMap<>();
    private int made;

    Term.Var fresh(Span span) {
        return new Term.Var(span, MARK + made++);
    }

    /// A variable that messages show as `subject`.
    void showAs(Term.Var variable, Term subject) {
        subjects.put(variable.name(), subject);
    }

    boolean isMade(Term term) {
        return term instanceof Term.Var v
                && (v.name().startsWith(MARK) || v.name().startsWith(UNNAMED_KEY));
    }

    /// As OPA names it: variables of the compiler keep their number.
    private String name(Term.Var variable) {
        String name = variable.name();
        int mark = name.startsWith(UNNAMED_KEY) ? UNNAMED_KEY.length() : MARK.length();
        return isMade(variable) ? LOCAL + name.substring(mark) + "__" : Variables.written(variable);
    }

    /// The ref as the author wrote it.
    String text(Term.Ref ref) {
        return TermText.write(written(ref));
    }

    /// The ref with variables under their written names.
    Term.Ref written(Term.Ref ref) {
        return new Term.Ref(ref.span(), written(ref.head()), written(ref.path()));
    }

    private List<Term> written(List<Term> terms) {
        return terms.stream().map(this::written).toList();
    }

    private Term written(Term term) {
        return switch (term) {
            case Term.Var v -> {
                Term subject = subjects.get(v.name());
                yield subject == null ? new Term.Var(v.span(), name(v)) : written(subject);
            }
            case Term.Ref r -> written(r);
            case Term.ArrayLiteral a -> new Term.ArrayLiteral(a.span(), written(a.elements()));
            case Term.SetLiteral s -> new Term.SetLiteral(s.span(), written(s.elements()));
            case Term.ObjectLiteral o ->
                new Term.ObjectLiteral(
                        o.span(),
                        o.entries().stream()
                                .map(e -> new Term.Entry(written(e.key()), written(e.value())))
                                .toList());
            case Term.Call c -> new Term.Call(c.span(), c.operator(), written(c.arguments()));
            case Term.Scalar _, Term.Template _ -> term;
            case Term.ArrayComprehension _, Term.SetComprehension _, Term.ObjectComprehension _ -> term;
        };
    }
}
