package dev.portcullis.rego.analysis;

import dev.portcullis.rego.ast.Body;
import dev.portcullis.rego.ast.Expression;
import dev.portcullis.rego.ast.Term;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Set;

/// Collects names of variables; `data`, `input` and called names are none.
class VariableScan extends TreeWalk {
    /// Parts of trees that a scan passes by.
    enum Skip {
        /// The first part of a ref: it is read, never bound.
        REF_HEADS,
        /// The first part of refs in `with`, which may name functions.
        WITH_HEADS,
        OBJECT_KEYS,
        SETS,
        /// Bodies that are evaluated on their own: comprehensions, templates, `every`, `and`, `or`, the composite
        /// `not`.
        CLOSURES
    }

    /// What a unification can bind.
    private static final Set<Skip> BINDABLE = EnumSet.of(Skip.REF_HEADS, Skip.OBJECT_KEYS, Skip.CLOSURES);
    /// What an expression itself needs.
    private static final Set<Skip> NEEDED = EnumSet.of(Skip.WITH_HEADS, Skip.CLOSURES);

    private final Set<Skip> skipped;
    private final Set<String> found = new LinkedHashSet<>();

    VariableScan(Set<Skip> skipped) {
        this.skipped = skipped;
    }

    /// Every variable of the terms.
    static Set<String> all(Collection<? extends Term> terms) {
        return scan(terms, EnumSet.noneOf(Skip.class));
    }

    /// The variables that matching a term against a value binds.
    static Set<String> bindable(Term term) {
        return scan(Set.of(term), BINDABLE);
    }

    /// The variables that the term needs or binds outside of closures.
    static Set<String> needed(Term term) {
        return scan(Set.of(term), NEEDED);
    }

    static Set<String> needed(Expression expression) {
        VariableScan scan = new VariableScan(NEEDED);
        scan.expression(expression);
        return scan.found;
    }

    static Set<String> needed(Expression.With with) {
        VariableScan scan = new VariableScan(NEEDED);
        scan.with(with);
        return scan.found;
    }

    static Set<String> all(Body body) {
        VariableScan scan = new VariableScan(EnumSet.noneOf(Skip.class));
        scan.body(body);
        return scan.found;
    }

    static Set<String> scan(Collection<? extends Term> terms, Set<Skip> skipped) {
        VariableScan scan = new VariableScan(skipped);
        terms.forEach(scan::term);
        return scan.found;
    }

    Set<String> found() {
        return found;
    }

    private boolean skips(Skip what) {
        return skipped.contains(what);
    }

    @Override
    void expression(Expression expression) {
        if (!skips(Skip.CLOSURES)) {
            super.expression(expression);
            return;
        }
        switch (expression) {
            case Expression.Every every -> term(every.domain());
            case Expression.Not not when not.composite() -> not.withs().forEach(this::with);
            case Expression.And and -> and.withs().forEach(this::with);
            case Expression.Or or -> or.withs().forEach(this::with);
            case Expression.Holds _, Expression.Not _, Expression.Some _, Expression.SomeIn _ ->
                super.expression(expression);
        }
    }

    @Override
    void with(Expression.With with) {
        if (!skips(Skip.WITH_HEADS)) {
            super.with(with);
            return;
        }
        terms(with.target().path());
        if (with.value() instanceof Term.Ref ref) {
            terms(ref.path());
        } else {
            term(with.value());
        }
    }

    @Override
    void term(Term term) {
        switch (term) {
            case Term.Var v -> {
                if (!Names.isDocument(v.name())) {
                    found.add(v.name());
                }
            }
            case Term.Ref r when skips(Skip.REF_HEADS) -> terms(r.path());
            case Term.ObjectLiteral o
            when skips(Skip.OBJECT_KEYS) -> o.entries().forEach(e -> term(e.value()));
            case Term.SetLiteral _ when skips(Skip.SETS) -> {}
            case Term.Template _ when skips(Skip.CLOSURES) -> {}
            case Term t when skips(Skip.CLOSURES) && Names.isComprehension(t) -> {}
            default -> super.term(term);
        }
    }
}
