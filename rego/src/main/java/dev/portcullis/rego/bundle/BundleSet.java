package dev.portcullis.rego.bundle;

import dev.portcullis.rego.ast.Module;
import dev.portcullis.rego.ast.Rule;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.source.Diagnostic;
import dev.portcullis.rego.source.Source;
import dev.portcullis.rego.source.Span;
import dev.portcullis.rego.syntax.Parser;
import dev.portcullis.rego.syntax.ParserOptions;
import dev.portcullis.rego.syntax.Parsing;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Bundles that are active together: what they say as one, and whether they keep to their own parts of `data`.
///
/// @param bundles with different names; policy files of several bundles are named `<bundle>/<path>`
public record BundleSet(List<Bundle> bundles) {
    public BundleSet {
        bundles = List.copyOf(bundles);
        if (bundles.stream().map(Bundle::name).distinct().count() != bundles.size()) {
            throw new IllegalArgumentException("two bundles have the same name");
        }
    }

    /// The policy files of all bundles.
    public List<Bundle.Policy> policies() {
        return bundles.stream().flatMap(bundle -> policiesOf(bundle).stream()).toList();
    }

    private List<Bundle.Policy> policiesOf(Bundle bundle) {
        return bundle.policies().stream()
                .map(policy -> new Bundle.Policy(
                        new Source(
                                label(bundle, policy.source().name()),
                                policy.source().text()),
                        policy.version()))
                .toList();
    }

    private String label(Bundle bundle, String file) {
        return bundles.size() == 1 ? file : bundle.name() + "/" + file;
    }

    /// The data of all bundles as one document. To be asked for only when there are no [#problems].
    public RegoObject data() {
        DataTree tree = new DataTree();
        for (Bundle bundle : bundles) {
            try {
                tree.addAtTop(bundle.name(), bundle.data());
            } catch (BundleException e) {
                throw new AssertionError("BUG: data of bundles with separate roots overlaps", e);
            }
        }
        return tree.build();
    }

    /// What stops these bundles from being active together, apart from what a compiler finds: roots that overlap,
    /// packages outside the roots, and rules for what data defines already. Empty when all is well. Files that do
    /// not parse are left to the compiler.
    public List<Diagnostic> problems() {
        List<Diagnostic> problems = new ArrayList<>();
        for (int i = 0; i < bundles.size(); i++) {
            Bundle bundle = bundles.get(i);
            for (Bundle other : bundles.subList(i + 1, bundles.size())) {
                if (bundle.roots().overlap(other.roots())) {
                    problems.add(error(
                            BundleException.start(label(other, Manifest.FILE)),
                            "roots " + other.roots() + " overlap those of bundle `" + bundle.name() + "`, "
                                    + bundle.roots()));
                }
            }
        }
        if (!problems.isEmpty()) {
            return problems;
        }
        RegoObject data = data();
        for (Bundle bundle : bundles) {
            for (Bundle.Policy policy : policiesOf(bundle)) {
                if (Parser.parse(policy.source(), policy.version(), ParserOptions.DEFAULT)
                        instanceof Parsing.Parsed<Module>(Module module)) {
                    check(module, bundle.roots(), data, problems);
                }
            }
        }
        return problems;
    }

    private static void check(Module module, Roots roots, RegoObject data, List<Diagnostic> problems) {
        List<String> path = new ArrayList<>();
        addNames(module.path(), path);
        if (!roots.contain(path)) {
            problems.add(error(module.path().span(), refusal(path, roots)));
            return;
        }
        for (Rule rule : module.rules()) {
            List<String> document = new ArrayList<>(path);
            if (rule.head().ref().head() instanceof Term.Var name) {
                document.add(name.name());
            }
            addNames(rule.head().ref(), document);
            if (exists(data, document)) {
                problems.add(error(
                        rule.head().span(), "conflicting rule for data path " + String.join("/", document) + " found"));
            }
        }
    }

    /// Adds the constant names a ref begins with.
    private static void addNames(Term.Ref ref, List<String> names) {
        for (Term part : ref.path()) {
            if (!(part instanceof Term.Scalar(Span _, RegoString name))) {
                return;
            }
            names.add(name.value());
        }
    }

    private static boolean exists(RegoObject data, List<String> path) {
        @Nullable RegoValue value = data;
        for (String name : path) {
            value = value instanceof RegoObject object ? object.get(name) : null;
        }
        return value != null;
    }

    private static String refusal(List<String> path, Roots roots) {
        String name = String.join(".", path);
        return Roots.isReserved(path)
                ? "package `" + name + "` is reserved: `data." + Roots.RESERVED + "` belongs to the snapshot"
                : "manifest roots " + roots + " do not permit package `" + name + "`";
    }

    private static Diagnostic error(Span span, String message) {
        return Diagnostic.error(Diagnostic.Code.COMPILE, span, message);
    }
}
