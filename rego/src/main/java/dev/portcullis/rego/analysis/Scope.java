package dev.portcullis.rego.analysis;

import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.syntax.TermText;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which locals are known, and how each came to be. Declared names get unique names (`x` becomes `x#3`), so that later
/// phases need no scopes: two variables are the same exactly when their names are. A name that is only used keeps it.
final class Scope {
    private static final char MARK = '#';
    private static final String GENERATED = "$#";

    private final @Nullable Scope outer;
    private final Counter counter;
    private final Map<String, Local> locals = new HashMap<>();

    private Scope(@Nullable Scope outer, Counter counter) {
        this.outer = outer;
        this.counter = counter;
    }

    /// How a name came into a scope.
    enum Origin {
        ARGUMENT,
        SEEN,
        ASSIGNED,
        DECLARED
    }

    /// A name in a scope.
    static final class Local {
        final String unique;
        final Origin origin;
        /// How often the name stands there, the declaration included.
        private int count = 1;

        private Local(String unique, Origin origin) {
            this.unique = unique;
            this.origin = origin;
        }

        boolean isUsed() {
            return count > 1;
        }
    }

    static Scope root() {
        return new Scope(null, new Counter());
    }

    Scope nested() {
        return new Scope(this, counter);
    }

    /// A scope of its own: nothing is known there, but unique names stay unique.
    Scope separate() {
        return new Scope(null, counter);
    }

    /// Declares a name here.
    ///
    /// @return what speaks against it, such as `var x assigned above`; null when nothing does
    @Nullable
    String declare(String name, Origin origin) {
        Local before = locals.get(name);
        if (before == null) {
            locals.put(name, new Local(name + MARK + counter.next(), origin));
            return null;
        }
        String shown = written(name);
        return switch (before.origin) {
            case ARGUMENT -> "arg " + shown + " redeclared";
            case SEEN -> "var " + shown + " referenced above";
            case ASSIGNED -> "var " + shown + " assigned above";
            case DECLARED -> "var " + shown + " declared above";
        };
    }

    /// Gives a name that is only used a unique name all the same.
    void hide(String name) {
        locals.put(name, new Local(name + MARK + counter.next(), Origin.SEEN));
    }

    /// Takes note that a name stands in this scope and returns the name it goes by.
    String use(String name) {
        Local local = find(name);
        if (local == null) {
            locals.put(name, new Local(name, Origin.SEEN));
            return name;
        }
        local.count++;
        return local.unique;
    }

    /// A unique name for something the compiler made up.
    String fresh() {
        return GENERATED + counter.next();
    }

    boolean isKnownHere(String name) {
        return locals.containsKey(name);
    }

    /// The names of this scope, without those outside.
    Map<String, Local> locals() {
        return locals;
    }

    /// What a visible name goes by; null when it is unknown.
    @Nullable
    Local find(String name) {
        Local local = locals.get(name);
        return local != null || outer == null ? local : outer.find(name);
    }

    /// Whether the compiler made the name up, or the author took one that OPA makes up.
    static boolean isGenerated(String name) {
        return name.startsWith(GENERATED) || name.startsWith("__local");
    }

    /// The name as the author wrote it.
    static String written(String unique) {
        int mark = unique.indexOf(MARK);
        String name = mark < 0 ? unique : unique.substring(0, mark);
        return name.startsWith("$") ? "_" : name;
    }

    static String written(Term.Var variable) {
        return written(variable.name());
    }

    /// The term as the author wrote it, in OPA's form.
    static String text(Term term) {
        return TermText.write(
                new TreeRewriter() {
                    @Override
                    Term term(Term inner) {
                        return inner instanceof Term.Var v ? new Term.Var(v.span(), written(v)) : super.term(inner);
                    }

                    @Override
                    Term.Ref operator(Term.Ref operator) {
                        return (Term.Ref) term(operator);
                    }
                }.term(term));
    }

    private static final class Counter {
        private int count;

        int next() {
            return count++;
        }
    }
}
