package dev.portcullis.rego.typing;

import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.syntax.TermText;
import dev.portcullis.rego.types.Type;
import dev.portcullis.rego.types.TypeText;
import dev.portcullis.rego.value.RegoValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What is said of refs that lead nowhere.
final class RefErrors {
    private final Naming naming;

    RefErrors(Naming naming) {
        this.naming = naming;
    }

    /// A key that cannot be there.
    ///
    /// @param position of the key in the path
    /// @param have the type of a key that is not constant; null for one that is
    /// @param oneOf the keys that are there, where they are known
    Finding invalid(Term.Ref ref, int position, @Nullable Type have, Type want, List<RegoValue> oneOf) {
        Term.Ref written = naming.written(ref);
        String pad = " ".repeat(length(written, position) + 1);
        List<String> lines = new ArrayList<>(List.of(TermText.write(written), pad + "^"));
        lines.add(
                have == null
                        ? pad + "have: " + TermText.write(written.path().get(position))
                        : pad + "have (type): " + TypeText.write(have));
        lines.add(
                oneOf.isEmpty() && !want.isUnknown()
                        ? pad + "want (type): " + TypeText.write(want)
                        : pad + "want (one of): " + listed(oneOf));
        return new Finding(ref.span(), "undefined ref: " + TermText.write(written), lines, false);
    }

    /// A look into something that has no keys: a scalar, or a function by name.
    ///
    /// @param position of the key in the path; its length when the ref itself is the fault
    Finding unsupported(Term.Ref ref, int position, Type have) {
        Term.Ref written = naming.written(ref);
        String text = TermText.write(written);
        List<String> lines = List.of(text, "^".repeat(length(written, position)), "have: " + TypeText.write(have));
        String message = have instanceof Type.Function
                ? "function " + functionName(ref) + " used as reference, not called"
                : "undefined ref: " + text;
        return new Finding(ref.span(), message, lines, false);
    }

    /// A trailing variable that nobody wrote stands for a parameter of the function.
    private String functionName(Term.Ref ref) {
        List<Term> path = ref.path();
        boolean made = !path.isEmpty() && naming.isMade(path.getLast());
        return naming.text(made ? new Term.Ref(ref.span(), ref.head(), path.subList(0, path.size() - 1)) : ref);
    }

    /// The length in bytes of the text of the ref's first parts.
    private static int length(Term.Ref ref, int parts) {
        Term.Ref prefix = new Term.Ref(ref.span(), ref.head(), ref.path().subList(0, parts));
        return TermText.write(prefix).getBytes(StandardCharsets.UTF_8).length;
    }

    private static String listed(List<RegoValue> keys) {
        List<String> texts = new ArrayList<>();
        new TreeSet<>(keys).forEach(key -> texts.add(key.toString()));
        return "[" + String.join(" ", texts) + "]";
    }

    /// The known keys of objects in a type.
    static List<RegoValue> knownKeys(Type type) {
        List<RegoValue> keys = new ArrayList<>();
        switch (type.unwrapped()) {
            case Type.Obj object -> object.properties().forEach(p -> keys.add(p.key()));
            case Type.Union(List<Type> members) -> members.forEach(member -> keys.addAll(knownKeys(member)));
            default -> {}
        }
        return keys;
    }
}
