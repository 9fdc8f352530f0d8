package dev.portcullis.rego.typing;

import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.types.Access;
import dev.portcullis.rego.types.Basic;
import dev.portcullis.rego.types.Matching;
import dev.portcullis.rego.types.Type;
import dev.portcullis.rego.value.RegoString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Checks that a ref can lead to something, and infers its variables: they are keys of what they look into.
final class RefCheck {
    private final Inference inference;
    private final Environment environment;
    private final RefErrors errors;

    RefCheck(Inference inference, Environment environment, Naming naming) {
        this.inference = inference;
        this.environment = environment;
        this.errors = new RefErrors(naming);
    }

    /// What is wrong with the ref, or null.
    @Nullable
    Finding check(Term.Ref ref) {
        if (environment.ref(ref) instanceof Type.Function function) {
            return errors.unsupported(ref, ref.path().size(), function);
        }
        if (!(ref.head() instanceof Term.Var head)) {
            return null;
        }
        if (Environment.isDocument(head)) {
            return document(ref, RegoString.of(head.name()));
        }
        Type known = environment.variable(head.name());
        if (known.isUnknown()) {
            environment.set(head.name(), Basic.ANY);
            return inside(Basic.ANY, ref, 0);
        }
        return inside(known, ref, 0);
    }

    private @Nullable Finding document(Term.Ref ref, RegoString root) {
        for (Environment layer = environment; layer != null; layer = layer.outer()) {
            TypeTree node = layer.documents().child(root);
            if (node != null) {
                Walk walk = new Walk(ref);
                if (walk.along(node, 0, layer.outer() == null)) {
                    return walk.finding;
                }
            }
        }
        return ref.path().isEmpty() ? null : inside(Basic.ANY, ref, 0);
    }

    /// A ref's way through one layer of documents.
    private final class Walk {
        private final Term.Ref ref;
        private @Nullable Finding finding;

        Walk(Term.Ref ref) {
            this.ref = ref;
        }

        /// Whether this layer has the answer: it is the last one, or the path does not leave its tree.
        boolean along(TypeTree root, int start, boolean last) {
            TypeTree node = root;
            int i = start;
            while (!node.isLeaf()) {
                if (i == ref.path().size() || !enters(node, i)) {
                    return true;
                }
                TypeTree next = ref.path().get(i) instanceof Term.Scalar key ? node.child(key.value()) : null;
                if (next == null) {
                    if (last) {
                        explore(node, i);
                    }
                    return last;
                }
                node = next;
                i++;
            }
            finding = inside(node.type(), ref, i);
            return true;
        }

        /// Base documents may stand where no rule does, so nothing is wrong here; but variables behind this point get
        /// the types that rules beside it suggest.
        private void explore(TypeTree node, int i) {
            for (TypeTree child : node.children().values()) {
                if (ref.path().subList(i, ref.path().size()).stream().noneMatch(this::isOpen)) {
                    return;
                }
                new Walk(ref).along(child, i + 1, true);
            }
        }

        private boolean isOpen(Term part) {
            return part instanceof Term.Var v && environment.variable(v.name()).isUnknown();
        }

        private boolean enters(TypeTree node, int i) {
            Term part = ref.path().get(i);
            boolean name = part instanceof Term.Var || part instanceof Term.Scalar(var _, RegoString _);
            if (i < 2 && !name) {
                Type have = inference.of(environment, part);
                finding = errors.invalid(
                        ref, i, have, Basic.STRING, List.copyOf(node.children().keySet()));
                return false;
            }
            if (part instanceof Term.Var variable) {
                Type keys = node.extentKeys();
                Type known = environment.variable(variable.name());
                if (known.isUnknown()) {
                    environment.set(variable.name(), keys);
                } else if (!Matching.unifies(keys, known)) {
                    finding = errors.invalid(
                            ref, i, known, keys, List.copyOf(node.children().keySet()));
                    return false;
                }
            }
            return true;
        }
    }

    /// What is wrong with the ref from position `i` on, where it looks into a value of some type.
    private @Nullable Finding inside(Type from, Term.Ref ref, int start) {
        Type type = from;
        for (int i = start; i < ref.path().size(); i++) {
            Term part = ref.path().get(i);
            if (type.isEmptyCollection()) {
                return intoNothing(type, ref, i, part);
            }
            Type keys = Access.keys(type);
            if (keys.isUnknown()) {
                return errors.unsupported(ref, i, type);
            }
            Finding finding = key(type, keys, ref, i);
            if (finding != null) {
                return finding;
            }
            type = part instanceof Term.Scalar key ? Access.select(type, key.value()) : Access.values(type);
        }
        return null;
    }

    private @Nullable Finding key(Type type, Type keys, Term.Ref ref, int i) {
        return switch (ref.path().get(i)) {
            case Term.Var variable -> {
                Type known = environment.variable(variable.name());
                if (known.isUnknown()) {
                    environment.set(variable.name(), keys);
                    yield null;
                }
                yield Matching.unifies(known, keys)
                        ? null
                        : errors.invalid(ref, i, known, keys, RefErrors.knownKeys(type));
            }
            case Term.Ref inner -> {
                Type known = environment.ref(inner);
                yield known.isUnknown() || Matching.unifies(known, keys)
                        ? null
                        : errors.invalid(ref, i, known, keys, RefErrors.knownKeys(type));
            }
            case Term.Scalar constant ->
                Access.select(type, constant.value()).isUnknown()
                        ? errors.invalid(ref, i, null, keys, RefErrors.knownKeys(type))
                        : null;
            case Term pattern ->
                new Unifier(inference, environment).infer(pattern, keys)
                        ? null
                        : errors.invalid(ref, i, inference.of(environment, pattern), keys, List.of());
        };
    }

    /// A constant key of an empty literal is never there; iterating one is fine and yields nothing.
    private @Nullable Finding intoNothing(Type type, Term.Ref ref, int i, Term part) {
        if (part instanceof Term.Scalar) {
            return errors.invalid(ref, i, null, Basic.UNKNOWN, List.of());
        }
        if (part instanceof Term.Var variable) {
            Type known = environment.variable(variable.name());
            Type keys = Access.keys(type);
            if (known.isUnknown()) {
                environment.set(variable.name(), Basic.ANY);
            } else if (!keys.isUnknown() && !Matching.unifies(known, keys)) {
                return errors.invalid(ref, i, known, keys, List.of());
            }
        }
        return null;
    }
}
