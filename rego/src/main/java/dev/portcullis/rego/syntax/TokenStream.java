package dev.portcullis.rego.syntax;

import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.source.Diagnostic;
import dev.portcullis.rego.source.RegoVersion;
import dev.portcullis.rego.source.Source;
import dev.portcullis.rego.source.Span;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The text as the parser classes see it: one current token, everything collected so far, and a way back.
///
/// Rego needs look-ahead without bound (`{a | b` may be a set or a comprehension), so parsers try one reading, and on
/// failure return to a [Mark] and try another. A mark holds all that parsing changes, errors and hints included: what a
/// failed try reported is gone after the return. Terms read once at a place are remembered, which keeps trying cheap.
final class TokenStream {
    /// OPA's text for nesting beyond its bound.
    static final String TOO_DEEP = "max parsing recursion depth exceeded";

    /// A state to return to.
    record Mark(
            Token token,
            int lastEnd,
            boolean newline,
            int wildcards,
            @Nullable Chain<Diagnostic> errors,
            @Nullable Chain<Token> comments,
            @Nullable Chain<String> hints,
            @Nullable Chain<Diagnostic> lateErrors) {}

    /// A term read at an offset (null for a failure), and the state behind it. Offsets fall along the list.
    record KnownTerm(
            int offset,
            @Nullable Term term,
            Mark behind,
            @Nullable KnownTerm next) {}

    /// Tokens read so far in all forks, against the number allowed: trying is not always linear.
    private static final class Work {
        private static final long FREE = 1_000_000;
        private static final long PER_CHARACTER = 200;
        private final long allowed;
        private long done;

        Work(int length) {
            allowed = FREE + PER_CHARACTER * length;
        }
    }

    private final Source source;
    private final RegoVersion version;
    private final int maxDepth;
    private final Work work;
    private final Lexer lexer;
    private Keywords keywords;
    private boolean compositeNot;
    private int depth;
    private @Nullable KnownTerm knownTerms;

    private Token token;
    private int lastEnd;
    private boolean newline;
    private int wildcards;
    private @Nullable Chain<Diagnostic> errors;
    private @Nullable Chain<Token> comments;
    private @Nullable Chain<String> hints;
    private @Nullable Chain<Diagnostic> lateErrors;

    TokenStream(Source source, RegoVersion version, ParserOptions options) {
        this.source = source;
        this.version = version;
        this.maxDepth = options.maxDepth();
        this.work = new Work(source.text().length());
        this.lexer = new Lexer(source.text());
        this.keywords = Keywords.of(version).with(options.keywords());
        this.compositeNot = version == RegoVersion.V2 || options.keywords().contains("not");
        this.token = new Token(TokenKind.ILLEGAL, "", 0, 0, 1, 0, 1, 0, List.of());
        scan();
    }

    private TokenStream(TokenStream origin, Keywords keywords) {
        this.source = origin.source;
        this.version = origin.version;
        this.maxDepth = origin.maxDepth;
        this.work = origin.work;
        this.lexer = new Lexer(origin.source.text());
        this.keywords = keywords;
        this.compositeNot = origin.compositeNot;
        this.depth = origin.depth;
        this.token = origin.token;
        restore(origin.mark());
    }

    RegoVersion version() {
        return version;
    }

    String file() {
        return source.name();
    }

    // ---- the current token

    Token token() {
        return token;
    }

    TokenKind kind() {
        return token.kind();
    }

    boolean at(TokenKind kind) {
        return token.kind() == kind;
    }

    boolean atAny(Set<TokenKind> kinds) {
        return kinds.contains(token.kind());
    }

    /// The place of the current token.
    Span span() {
        return token.span(source.name());
    }

    /// Whether the current token stands on another line than the one before it.
    boolean afterNewline() {
        return newline;
    }

    /// Index behind the last token before the current one, white space aside.
    int lastEnd() {
        return lastEnd;
    }

    /// `first`, made to end where the last token before the current one ended.
    Span spanFrom(Span first) {
        return new Span(
                first.file(), first.row(), first.column(), first.offset(), Math.max(0, lastEnd - first.offset()));
    }

    /// `first`, made to end with the current token.
    Span spanThrough(Span first) {
        return new Span(first.file(), first.row(), first.column(), first.offset(), token.end() - first.offset());
    }

    /// The source between two places.
    String text(int start, int end) {
        return source.text()
                .substring(Math.min(start, end), Math.min(end, source.text().length()));
    }

    String text(Span span) {
        return text(span.offset(), span.offset() + span.length());
    }

    /// Reads the current keyword as a name.
    void readAsName() {
        token = token.as(TokenKind.NAME);
    }

    /// Reads the current name anew, after an import made it a keyword.
    void readAsKeyword() {
        TokenKind kind = Keywords.futureKind(token.text());
        if (at(TokenKind.NAME) && kind != null && keywords.isActive(token.text())) {
            token = token.as(kind);
        }
    }

    // ---- moving

    /// Steps to the next token that is not white space.
    void scan() {
        scan(true);
    }

    /// Steps to the next token, which may be one character of white space.
    void scanSpace() {
        scan(false);
    }

    /// Steps from the `}` behind a template expression into the text that follows.
    void scanTemplate(boolean raw) {
        enterNextToken();
        token = lexer.continueTemplate(raw);
        reportLexicalErrors();
    }

    private void scan(boolean skipSpace) {
        enterNextToken();
        do {
            countWork();
            token = read(skipSpace);
            reportLexicalErrors();
            if (at(TokenKind.COMMENT)) {
                comments = Chain.plus(comments, token);
            }
        } while (at(TokenKind.COMMENT));
    }

    private void enterNextToken() {
        if (!at(TokenKind.SPACE)) {
            lastEnd = token.end();
            newline = false;
        }
    }

    private Token read(boolean skipSpace) {
        while (skipSpace && lexer.atSpace()) {
            boolean lineEnd = lexer.atLineEnd();
            Token illegal = lexer.skipSpace();
            if (illegal != null) {
                return illegal;
            }
            newline |= lineEnd;
        }
        boolean lineEnd = lexer.atLineEnd();
        Token next = lexer.next(keywords);
        newline |= lineEnd && next.kind() == TokenKind.SPACE;
        return next;
    }

    private void reportLexicalErrors() {
        for (String message : token.errors()) {
            error(span(), message);
        }
    }

    private void countWork() {
        if (++work.done > work.allowed) {
            abort("parsing takes more than the allowed " + work.allowed + " steps");
        }
    }

    // ---- going back

    Mark mark() {
        return new Mark(token, lastEnd, newline, wildcards, errors, comments, hints, lateErrors);
    }

    void restore(Mark mark) {
        token = mark.token;
        lastEnd = mark.lastEnd;
        newline = mark.newline;
        wildcards = mark.wildcards;
        errors = mark.errors;
        comments = mark.comments;
        hints = mark.hints;
        lateErrors = mark.lateErrors;
        lexer.resumeBehind(token);
    }

    /// The kind of the next token, white space included.
    TokenKind peekSpace() {
        Mark here = mark();
        scanSpace();
        TokenKind next = kind();
        restore(here);
        return next;
    }

    /// A stream of its own that starts here and knows other keywords.
    TokenStream fork(Keywords other) {
        return new TokenStream(this, other);
    }

    /// Continues where `fork` has got to, with the keywords of this stream.
    void adopt(TokenStream fork) {
        restore(fork.mark());
    }

    @Nullable
    KnownTerm knownTerm() {
        for (KnownTerm known = knownTerms; known != null && known.offset >= token.start(); known = known.next) {
            if (known.offset == token.start()) {
                return known;
            }
        }
        return null;
    }

    /// Remembers what was read at `offset`; forgets what was read behind it, which is part of it.
    void remember(int offset, @Nullable Term term) {
        KnownTerm before = knownTerms;
        while (before != null && before.offset >= offset) {
            before = before.next;
        }
        knownTerms = new KnownTerm(offset, term, mark(), before);
    }

    @Nullable
    KnownTerm knownTerms() {
        return knownTerms;
    }

    void forgetTermsSince(@Nullable KnownTerm earlier) {
        knownTerms = earlier;
    }

    // ---- keywords

    Keywords keywords() {
        return keywords;
    }

    void activate(Collection<String> words) {
        keywords = keywords.with(words);
        compositeNot |= words.contains("not");
    }

    void negateWholeExpressions() {
        compositeNot = true;
    }

    /// Whether `not` negates all of a composite expression and may take a body.
    boolean compositeNot() {
        return compositeNot;
    }

    /// Whether the current token may stand in a ref although it is a keyword. By name, as OPA decides it.
    boolean atKeywordAllowedInRef() {
        String word = kind().text();
        return Keywords.isKeyword(word, version) || keywords.isActive(word);
    }

    // ---- bounds

    /// Goes one level down; every call is paired with [#leave].
    void enter() {
        if (++depth > maxDepth) {
            abort(TOO_DEEP);
        }
    }

    void leave() {
        leave(1);
    }

    /// Comes back up from several levels.
    void leave(int levels) {
        depth -= levels;
    }

    private void abort(String message) {
        throw new ParsingAborted(Diagnostic.error(Diagnostic.Code.PARSE, span(), message));
    }

    // ---- names

    /// A fresh name for a wildcard.
    String wildcard() {
        return "$" + wildcards++;
    }

    // ---- errors

    boolean hasErrors() {
        return errors != null;
    }

    List<Diagnostic> errors() {
        return Chain.list(errors);
    }

    List<Token> comments() {
        return Chain.list(comments);
    }

    /// Errors that OPA's compiler reports, of texts without any other error.
    List<Diagnostic> lateErrors() {
        return Chain.list(lateErrors);
    }

    void lateError(Span place, String message) {
        lateErrors = Chain.plus(lateErrors, Diagnostic.error(Diagnostic.Code.COMPILE, place, message));
    }

    boolean hasHints() {
        return hints != null;
    }

    /// A hint that goes with the next error.
    void hint(String text) {
        hints = Chain.plus(hints, text);
    }

    void error(Span place, String message) {
        String text = message;
        if (hints != null) {
            String label = hints.size() == 1 ? "hint" : "hints";
            text += " (" + label + ": " + String.join(", ", Chain.list(hints)) + ")";
            hints = null;
        }
        errors = Chain.plus(errors, Diagnostic.error(Diagnostic.Code.PARSE, place, text));
    }

    /// Reports the current token as out of place.
    void unexpected() {
        unexpected("");
    }

    /// Reports the current token as out of place, with a note on what belongs there.
    void unexpected(String note) {
        if (at(TokenKind.ILLEGAL)) {
            error(span(), "illegal token");
            return;
        }
        String message = "unexpected " + kind().text() + (kind().isKeyword() ? " keyword" : " token");
        error(span(), note.isEmpty() ? message : message + ": " + note);
    }
}
