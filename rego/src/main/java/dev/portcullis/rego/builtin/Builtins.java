package dev.portcullis.rego.builtin;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The registry: every builtin OPA declares, and its function where there is one. Immutable. A policy that calls a
/// builtin without a function is rejected by the compiler, unless the call is replaced by `with`.
public final class Builtins {
    private final Map<String, Entry> entries;

    private Builtins(Map<String, Entry> entries) {
        this.entries = Map.copyOf(entries);
    }

    /// A declared builtin.
    ///
    /// @param function null when this registry does not implement it
    public record Entry(Declaration declaration, @Nullable Builtin function) {}

    /// The builtins that need nothing but this module.
    public static Builtins core() {
        return Core.REGISTRY;
    }

    /// This registry with the functions that `extra` defines, in place of its own where both have one.
    public Builtins with(Consumer<Builder> extra) {
        Builder builder = new Builder(entries);
        extra.accept(builder);
        return new Builtins(builder.entries);
    }

    /// The builtin of this name, or null when none is declared.
    public @Nullable Entry get(String name) {
        return entries.get(name);
    }

    /// All entries, in no order.
    public Iterable<Entry> all() {
        return entries.values();
    }

    /// Collects functions for declared builtins.
    public static final class Builder {
        private final Map<String, Entry> entries;

        private Builder(Map<String, Entry> entries) {
            this.entries = new HashMap<>(entries);
        }

        /// Defines a builtin whose arguments are checked against its declaration before `function` is called, so
        /// that the function may cast them.
        public Builder define(String name, Builtin function) {
            Declaration declaration = declared(name);
            entries.put(name, new Entry(declaration, CheckedCall.of(declaration, function)));
            return this;
        }

        /// Defines a builtin that accepts more than its declaration says, or words its operand errors differently:
        /// only the number of arguments is checked.
        public Builder defineUnchecked(String name, Builtin function) {
            Declaration declaration = declared(name);
            entries.put(name, new Entry(declaration, CheckedCall.ofArity(declaration, function)));
            return this;
        }

        /// Defines a builtin that OPA does not declare, for programs that bring functions of their own.
        public Builder declare(Declaration declaration, Builtin function) {
            entries.put(declaration.name(), new Entry(declaration, CheckedCall.of(declaration, function)));
            return this;
        }

        private Declaration declared(String name) {
            Entry entry = entries.get(name);
            if (entry == null) {
                throw new IllegalArgumentException("builtin `" + name + "` is not declared");
            }
            return entry.declaration();
        }
    }

    private static final class Core {
        static final Builtins REGISTRY = build();

        private static Builtins build() {
            Map<String, Entry> declared = new HashMap<>();
            for (Declaration declaration : Declarations.opa().all()) {
                declared.put(declaration.name(), new Entry(declaration, null));
            }
            Builder to = new Builder(declared);
            ComparisonBuiltins.define(to);
            NumberBuiltins.define(to);
            AggregateBuiltins.define(to);
            ArrayBuiltins.define(to);
            SetBuiltins.define(to);
            ObjectBuiltins.define(to);
            TypeBuiltins.define(to);
            StringBuiltins.define(to);
            StringEditBuiltins.define(to);
            RegexBuiltins.define(to);
            GlobBuiltins.define(to);
            GraphBuiltins.define(to);
            TimeBuiltins.define(to);
            JsonBuiltins.define(to);
            YamlBuiltins.define(to);
            EncodingBuiltins.define(to);
            UrlQueryBuiltins.define(to);
            UriBuiltins.define(to);
            NetBuiltins.define(to);
            UnitBuiltins.define(to);
            SemverBuiltins.define(to);
            UuidBuiltins.define(to);
            BitBuiltins.define(to);
            JsonPathBuiltins.define(to);
            CryptoBuiltins.define(to);
            DebugBuiltins.define(to);
            return new Builtins(to.entries);
        }
    }
}
