package dev.portcullis.rego.syntax;

import dev.portcullis.rego.ast.Body;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.source.Span;
import dev.portcullis.rego.value.RegoString;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A text as a sequence of statements. Each is tried as package line, import, rule and query, in this order; the first
/// try that reports an error ends the reading.
final class StatementParser {
    private final TokenStream in;
    private final BodyParser bodies;
    private final RuleParser rules;
    private final RuleNames ruleNames;
    private final ImportParser imports;
    private final boolean withRules;

    /// @param withRules whether rules are read; otherwise everything but packages and imports is a query
    StatementParser(TokenStream in, boolean withRules) {
        this.in = in;
        this.bodies = new BodyParser(in);
        this.rules = new RuleParser(in, bodies);
        this.ruleNames = new RuleNames(in);
        this.imports = new ImportParser(in);
        this.withRules = withRules;
    }

    /// The statements up to the end of the text or the first error, which is then among the stream's errors.
    List<Statement> statements() {
        List<Statement> statements = new ArrayList<>();
        while (!in.at(TokenKind.END)) {
            if (withRules && ruleNames.reportKeyword()) {
                break;
            }
            List<Statement> next = next();
            if (next.isEmpty()) {
                break;
            }
            statements.addAll(next);
        }
        return statements;
    }

    /// The next statement, or several for a rule with several bodies; none after an error.
    private List<Statement> next() {
        TokenStream.Mark start = in.mark();
        if (in.at(TokenKind.PACKAGE)) {
            Statement line = packageLine();
            if (line != null || in.hasErrors()) {
                return behindPath(line);
            }
            in.restore(start);
        }
        if (in.at(TokenKind.IMPORT)) {
            Statement.ImportLine line = imports.importLine();
            if (line != null || in.hasErrors()) {
                List<Statement> accepted = behindPath(line);
                if (line != null && !accepted.isEmpty()) {
                    imports.apply(line);
                }
                return accepted;
            }
            in.restore(start);
        }
        if (withRules) {
            List<ParsedRule> parsed = rules.rules();
            if (parsed != null) {
                return parsed.stream()
                        .map(rule -> (Statement) new Statement.RuleText(rule))
                        .toList();
            }
            if (in.hasErrors()) {
                return List.of();
            }
            in.restore(start);
        }
        Body query = bodies.query();
        return query == null ? List.of() : List.of(new Statement.Query(query));
    }

    /// A path may not be followed by a minus, which the next statement would otherwise take.
    private List<Statement> behindPath(@Nullable Statement line) {
        if (line == null) {
            return List.of();
        }
        if (in.at(TokenKind.MINUS)) {
            in.unexpected();
            return List.of();
        }
        return List.of(line);
    }

    private @Nullable Statement packageLine() {
        Span start = in.span();
        if (!imports.stepToPath()) {
            return null;
        }
        Term term = bodies.terms().term();
        if (term == null) {
            return null;
        }
        Term.Ref path = packagePath(term);
        return path == null ? null : new Statement.PackageLine(start, path);
    }

    private Term.@Nullable Ref packagePath(Term term) {
        Span place = term.span();
        Term data = new Term.Var(place, "data");
        return switch (term) {
            case Term.Var name -> new Term.Ref(place, data, List.of(text(place, name)));
            case Term.Ref ref -> {
                if (!(ref.head() instanceof Term.Var name)) {
                    in.error(ref.head().span(), unexpectedKind(ref.head(), "var"));
                    yield null;
                }
                List<Term> path = new ArrayList<>();
                path.add(text(name.span(), name));
                for (Term part : ref.path()) {
                    if (!(part instanceof Term.Scalar(var _, RegoString _))) {
                        in.error(part.span(), unexpectedKind(part, "string"));
                        yield null;
                    }
                    path.add(part);
                }
                yield new Term.Ref(place, data, path);
            }
            default -> {
                in.unexpected();
                yield null;
            }
        };
    }

    static String unexpectedKind(Term term, String expected) {
        return "unexpected " + TermText.kind(term) + " token: expecting " + expected;
    }

    private static Term text(Span place, Term.Var name) {
        return new Term.Scalar(place, RegoString.of(name.name()));
    }
}
