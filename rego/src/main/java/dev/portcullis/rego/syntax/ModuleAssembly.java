package dev.portcullis.rego.syntax;

import dev.portcullis.rego.ast.Annotation;
import dev.portcullis.rego.ast.Import;
import dev.portcullis.rego.ast.Module;
import dev.portcullis.rego.ast.Rule;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.source.Diagnostic;
import dev.portcullis.rego.source.RegoVersion;
import dev.portcullis.rego.source.Source;
import dev.portcullis.rego.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes a module of statements: a package line first, then imports and rules, which must satisfy the language level.
final class ModuleAssembly {
    /// Keywords of rule heads and a rule each of them makes.
    private static final Map<String, String> HEAD_KEYWORDS = Map.of("if", "p if { ... }", "contains", "p contains x");

    private final Source source;
    private final QueryRules queryRules;
    private final List<Diagnostic> errors = new ArrayList<>();
    private final List<Import> imports = new ArrayList<>();
    private final List<ParsedRule> rules = new ArrayList<>();
    private RegoVersion version;

    ModuleAssembly(Source source, RegoVersion version, ParserOptions options) {
        this.source = source;
        this.version = version;
        this.queryRules = new QueryRules(options.builtins());
    }

    Parsing<Module> module(List<Statement> statements, List<MetadataBlock> blocks) {
        if (statements.isEmpty()) {
            return failed(List.of(error(new Span(source.name(), 0, 0, 0, 0), "empty module")));
        }
        Statement first = statements.getFirst();
        if (!(first instanceof Statement.PackageLine)) {
            errors.add(error(first.span(), "package expected"));
        }
        for (int i = 1; i < statements.size(); i++) {
            add(statements, i);
        }
        if (version != RegoVersion.V0) {
            rules.forEach(rule -> errors.addAll(RuleForm.violations(rule)));
        }
        if (!errors.isEmpty() || !(first instanceof Statement.PackageLine line)) {
            return failed(errors);
        }
        List<Rule> finished = rules.stream().map(ParsedRule::rule).toList();
        AnnotationTargets targets = new AnnotationTargets(line.span(), imports, finished);
        List<Annotation> annotations = targets.attached(blocks, errors);
        return errors.isEmpty()
                ? new Parsing.Parsed<>(
                        new Module(source, version, line.span(), line.path(), imports, finished, annotations))
                : failed(errors);
    }

    private void add(List<Statement> statements, int index) {
        switch (statements.get(index)) {
            case Statement.PackageLine line -> errors.add(error(line.span(), "unexpected package"));
            case Statement.ImportLine line -> {
                imports.add(line.imported());
                RegoVersion level = ImportParser.level(line.imported());
                if (level != null && level.compareTo(version) > 0) {
                    version = level;
                }
            }
            case Statement.RuleText rule -> rules.add(rule.parsed());
            case Statement.Query query -> {
                switch (queryRules.read(query.body())) {
                    case QueryRules.Reading.AsRule rule -> rules.add(rule.rule());
                    case QueryRules.Reading.Refused refused ->
                        errors.add(error(query.span(), refused.message() + missingImport(statements, index)));
                }
            }
        }
    }

    /// The hint at a keyword that v0 reads as a name: `p if { … }` is the query `p` and the rule `if` there.
    private String missingImport(List<Statement> statements, int index) {
        if (version != RegoVersion.V0) {
            return "";
        }
        String keyword = headKeyword(statements.get(index));
        if (keyword == null && index + 1 < statements.size()) {
            Statement next = statements.get(index + 1);
            keyword = next.span().row() == statements.get(index).span().row() ? headKeyword(next) : null;
        }
        return keyword == null
                ? ""
                : " (hint: `import future.keywords." + keyword + "` for `" + HEAD_KEYWORDS.get(keyword) + "` rules)";
    }

    private static @Nullable String headKeyword(Statement statement) {
        Term name = switch (statement) {
            case Statement.RuleText rule
            when rule.parsed().rule().head().ref().path().isEmpty() ->
                rule.parsed().rule().head().ref().head();
            case Statement.Query query
            when query.body().expressions().size() == 1 ->
                query.body().expressions().getFirst() instanceof dev.portcullis.rego.ast.Expression.Holds holds
                        ? holds.term()
                        : null;
            default -> null;
        };
        return name instanceof Term.Var(var _, String word) && HEAD_KEYWORDS.containsKey(word) ? word : null;
    }

    private static Diagnostic error(Span place, String message) {
        return Diagnostic.error(Diagnostic.Code.PARSE, place, message);
    }

    private static Parsing<Module> failed(List<Diagnostic> errors) {
        return new Parsing.Failed<>(errors);
    }
}
