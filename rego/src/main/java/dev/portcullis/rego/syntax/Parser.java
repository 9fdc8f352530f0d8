package dev.portcullis.rego.syntax;

import dev.portcullis.rego.ast.Body;
import dev.portcullis.rego.ast.Expression;
import dev.portcullis.rego.ast.Module;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.source.Diagnostic;
import dev.portcullis.rego.source.RegoVersion;
import dev.portcullis.rego.source.Source;
import dev.portcullis.rego.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Parses Rego as OPA 1.22.2 does: same trees, same errors at the same places. Stateless; safe from any thread.
public final class Parser {
    private Parser() {}

    /// A whole module. Its version is that of `version` or of a `rego.v1` or `rego.v2` import, whichever is higher.
    public static Parsing<Module> parse(Source source, RegoVersion version, ParserOptions options) {
        return bounded(source, options, () -> {
            TokenStream in = new TokenStream(source, version, options);
            List<Statement> statements = new StatementParser(in, true).statements();
            List<MetadataBlock> blocks =
                    options.annotations() ? new MetadataParser(in).blocks(in.comments()) : List.of();
            if (in.hasErrors()) {
                return new Parsing.Failed<>(in.errors());
            }
            Parsing<Module> module = new ModuleAssembly(source, version, options).module(statements, blocks);
            return module instanceof Parsing.Parsed && !in.lateErrors().isEmpty()
                    ? new Parsing.Failed<>(in.lateErrors())
                    : module;
        });
    }

    /// A query: expressions separated by `;` or line ends. An empty text is an empty body.
    public static Parsing<Body> parseQuery(Source source, RegoVersion version, ParserOptions options) {
        return bounded(source, options, () -> {
            TokenStream in = new TokenStream(source, version, options);
            List<Statement> statements = new StatementParser(in, false).statements();
            if (in.hasErrors()) {
                return new Parsing.Failed<>(in.errors());
            }
            return in.lateErrors().isEmpty() ? query(statements) : new Parsing.Failed<>(in.lateErrors());
        });
    }

    /// One term, such as the `x` of `--unknowns x`.
    public static Parsing<Term> parseTerm(Source source, RegoVersion version, ParserOptions options) {
        return switch (parseQuery(source, version, options)) {
            case Parsing.Failed<Body>(var errors) -> new Parsing.Failed<>(errors);
            case Parsing.Parsed<Body>(Body body) -> {
                if (body.expressions().size() != 1) {
                    yield failed(source, "expected exactly one term but got: " + TermText.write(body));
                }
                yield body.expressions().getFirst() instanceof Expression.Holds holds
                                && holds.withs().isEmpty()
                                && !(holds.term() instanceof Term.Call)
                        ? new Parsing.Parsed<>(holds.term())
                        : failed(source, "expected term but got: " + TermText.write(body));
            }
        };
    }

    /// One ref, such as the name of an entrypoint: `data.portcullis.decision`.
    public static Parsing<Term.Ref> parseRef(Source source, RegoVersion version, ParserOptions options) {
        return switch (parseTerm(source, version, options)) {
            case Parsing.Failed<Term>(var errors) -> new Parsing.Failed<>(errors);
            case Parsing.Parsed<Term>(Term.Ref ref) -> new Parsing.Parsed<>(ref);
            case Parsing.Parsed<Term>(Term term) -> failed(source, "expected ref but got " + TermText.write(term));
        };
    }

    private static Parsing<Body> query(List<Statement> statements) {
        List<Expression> expressions = new ArrayList<>();
        for (Statement statement : statements) {
            switch (statement) {
                case Statement.Query query -> expressions.addAll(query.body().expressions());
                case Statement.PackageLine line -> {
                    return failed(line.span(), "expected body but got *ast.Package");
                }
                case Statement.ImportLine line -> {
                    return failed(line.span(), "expected body but got *ast.Import");
                }
                case Statement.RuleText rule -> {
                    return failed(rule.span(), "expected body but got *ast.Rule");
                }
            }
        }
        return new Parsing.Parsed<>(new Body(expressions));
    }

    private static <T> Parsing<T> bounded(Source source, ParserOptions options, Supplier<Parsing<T>> parsing) {
        int length = source.text().length();
        if (length > options.maxLength()) {
            return failed(
                    source, "text of " + length + " characters is longer than the allowed " + options.maxLength());
        }
        for (String keyword : options.keywords()) {
            if (Keywords.futureKind(keyword) == null) {
                return failed(source, "unknown future keyword: " + keyword);
            }
        }
        try {
            return parsing.get();
        } catch (ParsingAborted aborted) {
            return new Parsing.Failed<>(List.of(aborted.diagnostic()));
        } catch (StackOverflowError smallStack) {
            // The depth bound fits a stack of 1 MiB; how much of it the caller has used is not ours to know.
            return failed(source, TokenStream.TOO_DEEP);
        }
    }

    private static <T> Parsing<T> failed(Source source, String message) {
        return failed(new Span(source.name(), 1, 1, 0, 0), message);
    }

    private static <T> Parsing<T> failed(Span place, String message) {
        return new Parsing.Failed<>(List.of(Diagnostic.error(Diagnostic.Code.PARSE, place, message)));
    }
}
