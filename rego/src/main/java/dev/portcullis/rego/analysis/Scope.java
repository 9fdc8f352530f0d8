package dev.portcullis.rego.analysis;

import dev.portcullis.rego.ast.Term;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which declared locals are visible. Declared names get unique names (`x` becomes `x#3`), so that later phases need
/// no
/// scopes: two variables are the same exactly when their names are.
final class Scope {
    private static final char MARK = '#';

    private final @Nullable Scope outer;
    private final Counter counter;
    private final Map<String, String> declared = new HashMap<>();

    private Scope(@Nullable Scope outer, Counter counter) {
        this.outer = outer;
        this.counter = counter;
    }

    static Scope root() {
        return new Scope(null, new Counter());
    }

    Scope nested() {
        return new Scope(this, counter);
    }

    /// Declares `name` here and returns its unique name.
    String declare(String name) {
        String unique = name + MARK + counter.next();
        declared.put(name, unique);
        return unique;
    }

    /// A unique name for something the compiler made up.
    String fresh() {
        return "$" + MARK + counter.next();
    }

    boolean isDeclaredHere(String name) {
        return declared.containsKey(name);
    }

    /// The unique name of a visible declared local, or null.
    @Nullable
    String find(String name) {
        String unique = declared.get(name);
        return unique != null || outer == null ? unique : outer.find(name);
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

    private static final class Counter {
        private int count;

        int next() {
            return count++;
        }
    }
}
