package dev.portcullis.rego.typing;

import dev.portcullis.rego.analysis.Documents;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.types.Access;
import dev.portcullis.rego.types.Basic;
import dev.portcullis.rego.types.Type;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is known of variables and documents at some point, in layers: an inner one hides the outer ones.
final class Environment {
    private final @Nullable Environment outer;
    private final Map<String, Type> variables;
    private final TypeTree documents;

    private Environment(@Nullable Environment outer, Map<String, Type> variables, TypeTree documents) {
        this.outer = outer;
        this.variables = variables;
        this.documents = documents;
    }

    static Environment root() {
        return new Environment(null, new HashMap<>(), new TypeTree());
    }

    /// A layer with variables of its own.
    Environment nested() {
        return new Environment(this, new HashMap<>(), new TypeTree());
    }

    /// A layer with other documents: types of variables still land in this one, since variables outlive `with`.
    Environment replaced(TypeTree replacements) {
        return new Environment(this, variables, replacements);
    }

    @Nullable
    Environment outer() {
        return outer;
    }

    /// The roots `data` and `input` of this layer.
    TypeTree documents() {
        return documents;
    }

    static boolean isDocument(Term.Var variable) {
        return variable.name().equals(Documents.DATA) || variable.name().equals(Documents.INPUT);
    }

    /// The path of a constant ref from its root on; null when the ref is not constant or no document.
    static @Nullable List<RegoValue> constantPath(Term.Ref ref) {
        if (!(ref.head() instanceof Term.Var root) || !isDocument(root)) {
            return null;
        }
        List<RegoValue> path = Documents.groundPrefix(ref);
        if (path.size() < ref.path().size()) {
            return null;
        }
        path.addFirst(RegoString.of(root.name()));
        return path;
    }

    Type variable(String name) {
        for (Environment layer = this; layer != null; layer = layer.outer) {
            Type known = layer.variables.get(name);
            if (known != null) {
                return known;
            }
        }
        return Basic.UNKNOWN;
    }

    void set(String variable, Type type) {
        if (!type.isUnknown()) {
            variables.put(variable, type);
        }
    }

    /// The type of a ref that starts at a variable or document; unknown when it has none.
    Type ref(Term.Ref ref) {
        if (!(ref.head() instanceof Term.Var head)) {
            return Basic.UNKNOWN;
        }
        if (!isDocument(head)) {
            return select(variable(head.name()), ref.path());
        }
        RegoString root = RegoString.of(head.name());
        for (Environment layer = this; layer != null; layer = layer.outer) {
            TypeTree node = layer.documents.child(root);
            Type found = node == null ? null : below(node, ref.path());
            if (found != null) {
                return found;
            }
        }
        return Basic.ANY;
    }

    /// The type at the end of a path below a node; null when the path leaves the tree, and an outer layer must say.
    private static @Nullable Type below(TypeTree start, List<Term> path) {
        TypeTree node = start;
        for (int i = 0; i < path.size(); i++) {
            List<Term> rest = path.subList(i, path.size());
            TypeTree next = path.get(i) instanceof Term.Scalar key ? node.child(key.value()) : null;
            if (next == null && node.isLeaf()) {
                return select(node.type(), rest);
            }
            if (next == null) {
                return isConstant(path.get(i)) ? null : select(node.extent(), rest);
            }
            node = next;
        }
        return node.extent();
    }

    static boolean isConstant(Term term) {
        return switch (term) {
            case Term.Scalar _ -> true;
            case Term.ArrayLiteral a -> a.elements().stream().allMatch(Environment::isConstant);
            case Term.SetLiteral s -> s.elements().stream().allMatch(Environment::isConstant);
            case Term.ObjectLiteral o ->
                o.entries().stream().allMatch(e -> isConstant(e.key()) && isConstant(e.value()));
            default -> false;
        };
    }

    /// The type behind a path into a value of some type.
    private static Type select(Type from, List<Term> path) {
        Type type = from;
        for (Term part : path) {
            if (type.isUnknown()) {
                return type;
            }
            if (part instanceof Term.Scalar(var _, RegoValue key)) {
                type = Access.select(type, key);
            } else if (type.isEmptyCollection()) {
                return Basic.ANY;
            } else {
                type = Access.values(type);
            }
        }
        return type;
    }
}
