package dev.portcullis.rego.typing;

import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.builtin.Builtins;
import dev.portcullis.rego.builtin.Declaration;
import dev.portcullis.rego.types.Basic;
import dev.portcullis.rego.types.Type;
import dev.portcullis.rego.types.Unions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The types of what can be called.
final class Signatures {
    private final Builtins builtins;
    private final Map<String, Type> known = new HashMap<>();

    Signatures(Builtins builtins) {
        this.builtins = builtins;
    }

    /// The type of a called or replaced name; unknown when there is no such function or document.
    Type of(Environment environment, Term named) {
        return switch (named) {
            case Term.Ref ref
            when ref.head() instanceof Term.Var head && Environment.isDocument(head) -> environment.ref(ref);
            case Term.Ref ref -> known.computeIfAbsent(ref.text(), this::builtin);
            case Term.Var variable -> known.computeIfAbsent(variable.name(), this::builtin);
            default -> Basic.UNKNOWN;
        };
    }

    private Type builtin(String name) {
        Builtins.Entry entry = builtins.get(name);
        return entry == null ? Basic.UNKNOWN : function(entry.declaration());
    }

    private static Type function(Declaration declaration) {
        List<Type> parameters = new ArrayList<>();
        declaration.parameters().forEach(type -> parameters.add(normal(type)));
        Type variadic = declaration.variadic() ? parameters.removeLast() : Basic.UNKNOWN;
        return new Type.Function(
                parameters, variadic, declaration.isVoid() ? Basic.UNKNOWN : normal(declaration.result()));
    }

    /// Declarations keep their unions in the order of error texts; here they are sorted.
    private static Type normal(Type type) {
        return switch (type) {
            case Type.Array(var elements, Type rest) ->
                new Type.Array(elements.stream().map(Signatures::normal).toList(), normal(rest));
            case Type.Set(Type element) -> new Type.Set(normal(element));
            case Type.Obj(var properties, Type.Others others) ->
                new Type.Obj(
                        properties.stream()
                                .map(p -> new Type.Property(p.key(), normal(p.type())))
                                .toList(),
                        others == null ? null : new Type.Others(normal(others.key()), normal(others.value())));
            case Type.Union(var members) ->
                Unions.of(members.stream().map(Signatures::normal).toList());
            default -> type;
        };
    }
}
