package dev.portcullis.rego.typing;

import dev.portcullis.rego.analysis.Documents;
import dev.portcullis.rego.ast.Expression;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.syntax.TermText;
import dev.portcullis.rego.types.Basic;
import dev.portcullis.rego.types.Type;
import dev.portcullis.rego.types.Unions;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What documents may be while `with` replaces some: the replaced one may have the type of its replacement too, and of
/// rules that depend on it nothing is known.
final class Replacements {
    private final Dependencies dependencies;
    private final Signatures signatures;
    private final Map<String, TypeTree> relaxed = new HashMap<>();

    Replacements(Dependencies dependencies, Signatures signatures) {
        this.dependencies = dependencies;
        this.signatures = signatures;
    }

    /// The environment in which an expression is checked.
    Environment during(Environment environment, Expression expression, Inference inference) {
        Environment inner = environment;
        TypeTree replaced = new TypeTree();
        for (Expression.With with : expression.withs()) {
            Term.Ref target = with.target();
            Type known = signatures.of(environment, target);
            boolean function = known instanceof Type.Function;
            if (Documents.isData(target)) {
                TypeTree tree = relaxed.computeIfAbsent(key(target, function), _ -> relaxed(target, function));
                inner = tree.children().isEmpty() ? inner : inner.replaced(tree);
            }
            if (!function && target.head() instanceof Term.Var head && Environment.isDocument(head)) {
                replaced.put(path(target), replacement(environment, with, known, inference));
            }
        }
        return replaced.children().isEmpty() ? inner : inner.replaced(replaced);
    }

    private static String key(Term.Ref target, boolean function) {
        return (function ? "f:" : "") + TermText.write(target);
    }

    private TypeTree relaxed(Term.Ref target, boolean function) {
        TypeTree tree = new TypeTree();
        List<RegoValue> own = Documents.groundPrefix(target);
        for (List<RegoValue> path : dependencies.dependents(target)) {
            if (!(function && path.equals(own))) {
                List<RegoValue> whole = new ArrayList<>(path);
                whole.addFirst(RegoString.of(Documents.DATA));
                tree.put(whole, Basic.ANY);
            }
        }
        return tree;
    }

    private static List<RegoValue> path(Term.Ref target) {
        List<RegoValue> path = Documents.groundPrefix(target);
        path.addFirst(RegoString.of(((Term.Var) target.head()).name()));
        return path;
    }

    private static Type replacement(Environment environment, Expression.With with, Type known, Inference inference) {
        boolean ground = Environment.constantPath(with.target()) != null;
        Type given = inference.of(environment, with.value());
        Type either = ground && !known.isUnknown() && !given.isUnknown() ? Unions.or(known, given) : Basic.ANY;
        return either.isUnknown() ? Basic.ANY : either;
    }
}
