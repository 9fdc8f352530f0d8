package dev.portcullis.rego.syntax;

import dev.portcullis.rego.ast.Import;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.source.RegoVersion;
import dev.portcullis.rego.source.Span;
import dev.portcullis.rego.value.RegoString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Import lines, and what imports of keywords and language levels change for the text behind them.
final class ImportParser {
    private final TokenStream in;

    ImportParser(TokenStream in) {
        this.in = in;
    }

    /// Steps from `package` or `import` to its path; false when this is no such line, or a wrong one.
    boolean stepToPath() {
        in.scanSpace();
        if (in.at(TokenKind.DOT) || in.at(TokenKind.LEFT_BRACKET)) {
            return false;
        }
        if (in.at(TokenKind.SPACE)) {
            in.scan();
        }
        if (in.at(TokenKind.NAME)) {
            return true;
        }
        if (!in.atKeywordAllowedInRef()) {
            in.unexpected();
            return false;
        }
        in.readAsName();
        return true;
    }

    /// The import at the current token; null when there is none, or a wrong one.
    Statement.@Nullable ImportLine importLine() {
        Span start = in.span();
        if (!stepToPath()) {
            return null;
        }
        Term.Ref path = path();
        if (path == null) {
            return null;
        }
        if (in.at(TokenKind.AS)) {
            Term.Var alias = alias();
            return alias == null
                    ? null
                    : new Statement.ImportLine(new Import(in.spanFrom(start), path, alias.name()), alias.span());
        }
        checkLastPart(path);
        return new Statement.ImportLine(new Import(in.spanFrom(start), path, null), Span.NONE);
    }

    /// The path, read without future keywords: `future.keywords.in` may be imported twice.
    private Term.@Nullable Ref path() {
        TokenStream present = in.fork(in.keywords().withoutFuture());
        Term term = new BodyParser(present).terms().term();
        Term.Ref path = switch (term) {
            case Term.Var name -> new Term.Ref(name.span(), name, List.of());
            case Term.Ref ref -> ref;
            case null, default -> null;
        };
        if (path != null) {
            for (Term part : path.path()) {
                if (!(part instanceof Term.Scalar(var _, RegoString _))) {
                    in.error(part.span(), StatementParser.unexpectedKind(part, "string"));
                    return null;
                }
            }
        }
        in.adopt(present);
        if (path == null) {
            in.error(in.span(), "expected path");
            return null;
        }
        return startsAtRoot(path) ? path : null;
    }

    private boolean startsAtRoot(Term.Ref path) {
        boolean root = path.head() instanceof Term.Var(var _, String name)
                && List.of("data", "input", "future", "rego").contains(name);
        if (!root) {
            in.hint("if this is unexpected, try updating OPA");
            in.error(
                    path.span(),
                    "unexpected import path, must begin with one of: {data, future, input, rego}, got: "
                            + TermText.write(path.head()));
        }
        return root;
    }

    private Term.@Nullable Var alias() {
        in.scan();
        if (!in.at(TokenKind.NAME)) {
            in.unexpected("expected var");
            return null;
        }
        Term alias = new BodyParser(in).terms().term();
        if (alias instanceof Term.Var name) {
            return name;
        }
        if (alias instanceof Term.Ref ref && ref.path().isEmpty()) {
            in.error(
                    ref.span(),
                    "unexpected import alias, must not be a reserved name, got: " + TermText.write(ref.head()));
            return null;
        }
        in.unexpected("expected var");
        return null;
    }

    /// The last part becomes a name, so it must not be a keyword; keywords themselves are imported by name.
    private void checkLastPart(Term.Ref path) {
        Term last = path.path().isEmpty() ? path.head() : path.path().getLast();
        String name = last instanceof Term.Scalar(var _, RegoString text) ? text.value() : TermText.write(last);
        boolean future = !path.path().isEmpty() && startsWith(path, "future");
        if (!future && Keywords.isKeyword(name, in.version())) {
            in.hint("import a different path or use an alias");
            in.error(last.span(), "unexpected import path, must not end with a keyword, got: " + name);
        }
    }

    // ---- effects

    /// Puts what the import brings into force.
    void apply(Statement.ImportLine line) {
        Term.Ref path = line.imported().path();
        if (startsWith(path, "rego")) {
            applyLevel(line);
            in.readAsKeyword();
        } else if (startsWith(path, "future")) {
            applyKeywords(line);
            in.readAsKeyword();
        }
    }

    private void applyLevel(Statement.ImportLine line) {
        Import imported = line.imported();
        RegoVersion level = level(imported);
        if (level == null) {
            in.error(
                    imported.path().span(),
                    "invalid import `" + TermText.write(imported.path()) + "`, must be one of: `rego.v1`, `rego.v2`");
            return;
        }
        if (imported.alias() != null) {
            in.error(line.alias(), "`rego` imports cannot be aliased");
            return;
        }
        if (level == in.version()) {
            return;
        }
        in.activate(level == RegoVersion.V1 ? Keywords.namesSinceV1() : Keywords.futureNames());
    }

    /// The language level an import asks for; null when it asks for none.
    static @Nullable RegoVersion level(Import imported) {
        return switch (imported.path().text()) {
            case "rego.v1" -> RegoVersion.V1;
            case "rego.v2" -> RegoVersion.V2;
            default -> null;
        };
    }

    private void applyKeywords(Statement.ImportLine line) {
        Term.Ref path = line.imported().path();
        List<String> parts = path.path().stream()
                .map(part -> part instanceof Term.Scalar(var _, RegoString name) ? name.value() : "")
                .toList();
        if (parts.isEmpty() || !parts.getFirst().equals("keywords")) {
            in.error(path.span(), "invalid import, must be `future.keywords`");
        } else if (line.imported().alias() != null) {
            in.error(line.alias(), "`future` imports cannot be aliased");
        } else if (parts.size() != 2) {
            in.activate(Keywords.futureNames());
        } else if (Keywords.futureKind(parts.getLast()) == null) {
            in.error(
                    path.span(),
                    "unexpected keyword, must be one of [" + String.join(" ", Keywords.futureNames()) + "]");
        } else {
            in.activate(List.of(parts.getLast()));
        }
    }

    private static boolean startsWith(Term.Ref path, String root) {
        return path.head() instanceof Term.Var(var _, String name) && name.equals(root);
    }
}
