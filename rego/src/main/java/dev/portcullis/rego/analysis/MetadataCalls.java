package dev.portcullis.rego.analysis;

import dev.portcullis.rego.ast.Annotation;
import dev.portcullis.rego.ast.Annotation.Scope;
import dev.portcullis.rego.ast.Module;
import dev.portcullis.rego.ast.Rule;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.source.Span;
import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoSet;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Puts annotations in the place of `rego.metadata.chain()` and `rego.metadata.rule()`: both are known when a policy is
/// compiled. The chain starts at the rule and ends at the root package, as OPA's `AnnotationSet.Chain`.
public final class MetadataCalls {
    private static final String CHAIN = "rego.metadata.chain";
    private static final String RULE = "rego.metadata.rule";

    private final List<Module> modules;

    /// @param modules all of them, resolved: a package is annotated where any module says so
    public MetadataCalls(List<Module> modules) {
        this.modules = modules;
    }

    /// The modules without calls of the two builtins.
    public List<Module> rewrite() {
        return modules.stream().map(this::rewrite).toList();
    }

    private Module rewrite(Module module) {
        List<Term.Call> found = new ArrayList<>();
        CallWalk walk = new CallWalk() {
            @Override
            void call(Term.Call call, Span place, boolean nested) {
                if (isMetadata(call)) {
                    found.add(call);
                }
            }
        };
        module.rules().forEach(walk::rule);
        return found.isEmpty()
                ? module
                : module.withRules(module.rules().stream()
                        .map(rule -> rewrite(module, rule, rule))
                        .toList());
    }

    private static boolean isMetadata(Term.Call call) {
        return call.operator().head() instanceof Term.Var name && name.name().equals("rego");
    }

    /// @param named the rule that is annotated: `branch` itself, or the one whose `else` it is
    private Rule rewrite(Module module, Rule named, Rule branch) {
        Rule otherwise = branch.otherwise() == null ? null : rewrite(module, named, branch.otherwise());
        UnaryOperator<Term> replace = term -> {
            RegoValue value = term instanceof Term.Call call ? value(module, named, call) : null;
            return value == null ? term : literal(term.span(), value);
        };
        return BodyMap.calls(branch, otherwise, replace);
    }

    private @Nullable RegoValue value(Module module, Rule rule, Term.Call call) {
        if (!call.arguments().isEmpty()) {
            return null;
        }
        return switch (call.operator().text()) {
            case CHAIN -> chain(module, rule);
            case RULE -> {
                List<Annotation> own = ofRule(module, rule);
                yield own.isEmpty() ? RegoObject.empty() : own.getFirst().content();
            }
            default -> null;
        };
    }

    private RegoArray chain(Module module, Rule rule) {
        List<RegoValue> path = Documents.groundPrefix(rule.head().ref());
        List<RegoValue> links = new ArrayList<>();
        List<Annotation> own = ofRule(module, rule);
        own.reversed().forEach(each -> links.add(link(path, each)));
        if (own.isEmpty()) {
            links.add(link(path, null));
        }
        Annotation document = ofDocument(path);
        if (document != null) {
            links.add(link(path, document));
        }
        List<RegoValue> home = Documents.groundPrefix(module.path());
        Annotation ofPackage = ofPackage(home, Scope.PACKAGE);
        if (ofPackage != null) {
            links.add(link(home, ofPackage));
        }
        for (int length = home.size(); length > 0; length--) {
            List<RegoValue> outer = home.subList(0, length);
            Annotation below = ofPackage(outer, Scope.SUBPACKAGES);
            if (below != null) {
                links.add(link(outer, below));
            }
        }
        return RegoArray.copyOf(links);
    }

    private static RegoObject link(List<RegoValue> path, @Nullable Annotation annotation) {
        RegoObject.Builder link = RegoObject.builder().put("path", RegoArray.copyOf(path));
        if (annotation != null) {
            link.put("annotations", annotation.content());
        }
        return link.build();
    }

    private static List<Annotation> ofRule(Module module, Rule rule) {
        return module.annotations().stream()
                .filter(each -> each.scope() == Scope.RULE && each.target().equals(rule.span()))
                .toList();
    }

    private @Nullable Annotation ofDocument(List<RegoValue> path) {
        for (Module module : modules) {
            for (Rule rule : module.rules()) {
                if (Documents.groundPrefix(rule.head().ref()).equals(path)) {
                    Annotation found = annotation(module, Scope.DOCUMENT, rule.span());
                    if (found != null) {
                        return found;
                    }
                }
            }
        }
        return null;
    }

    private @Nullable Annotation ofPackage(List<RegoValue> path, Scope scope) {
        for (Module module : modules) {
            Annotation found =
                    Documents.groundPrefix(module.path()).equals(path) ? annotation(module, scope, null) : null;
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /// @param target null for any, as there is one package line
    private static @Nullable Annotation annotation(Module module, Scope scope, @Nullable Span target) {
        return module.annotations().stream()
                .filter(each -> each.scope() == scope
                        && (target == null || each.target().equals(target)))
                .findFirst()
                .orElse(null);
    }

    private static Term literal(Span span, RegoValue value) {
        return switch (value) {
            case RegoArray array ->
                new Term.ArrayLiteral(
                        span,
                        array.toList().stream().map(each -> literal(span, each)).toList());
            case RegoSet set ->
                new Term.SetLiteral(
                        span,
                        set.toArray().toList().stream()
                                .map(each -> literal(span, each))
                                .toList());
            case RegoObject object -> {
                List<Term.Entry> entries = new ArrayList<>();
                for (int slot : object.sortedSlots()) {
                    entries.add(new Term.Entry(literal(span, object.key(slot)), literal(span, object.value(slot))));
                }
                yield new Term.ObjectLiteral(span, entries);
            }
            default -> new Term.Scalar(span, value);
        };
    }
}
