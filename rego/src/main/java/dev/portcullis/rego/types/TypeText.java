package dev.portcullis.rego.types;

import dev.portcullis.rego.value.RegoString;
import java.util.ArrayList;
import java.util.List;

/// Types as OPA prints them: `object<a: number>[string: any]`, `any<number, string>`, `???` for an unknown one.
public final class TypeText {
    private TypeText() {}

    public static String write(Type type) {
        return switch (type) {
            case Type.Unknown _ -> "???";
            case Type.Any _ -> "any";
            case Type.Null _ -> "null";
            case Type.Bool _ -> "boolean";
            case Type.Num _ -> "number";
            case Type.Text _ -> "string";
            case Type.Array(List<Type> elements, Type rest) ->
                "array" + listed(texts(elements)) + (rest.isUnknown() ? "" : "[" + write(rest) + "]");
            case Type.Set(Type element) -> element.isUnknown() ? "set" : "set[" + write(element) + "]";
            case Type.Obj object -> object(object);
            case Type.Union(List<Type> members) -> "any" + listed(texts(members));
            case Type.Function function -> arguments(function) + " => " + write(function.result());
            case Type.Recursive recursive -> "recursive(" + recursive.name() + ")";
        };
    }

    /// Types in parentheses, as arguments of a call.
    public static String arguments(List<Type> types) {
        return "(" + String.join(", ", texts(types)) + ")";
    }

    private static String arguments(Type.Function function) {
        List<String> texts = texts(function.parameters());
        if (!function.variadic().isUnknown()) {
            texts.add(write(function.variadic()) + "...");
        }
        return "(" + String.join(", ", texts) + ")";
    }

    private static String object(Type.Obj object) {
        List<String> properties = new ArrayList<>();
        for (Type.Property property : object.properties()) {
            String key = property.key() instanceof RegoString name
                    ? name.value()
                    : property.key().toString();
            properties.add(key + ": " + write(property.type()));
        }
        Type.Others others = object.others();
        String open = others == null ? "" : "[" + write(others.key()) + ": " + write(others.value()) + "]";
        return "object" + listed(properties) + open;
    }

    private static String listed(List<String> texts) {
        return texts.isEmpty() ? "" : "<" + String.join(", ", texts) + ">";
    }

    private static List<String> texts(List<Type> types) {
        List<String> texts = new ArrayList<>();
        types.forEach(type -> texts.add(write(type)));
        return texts;
    }
}
