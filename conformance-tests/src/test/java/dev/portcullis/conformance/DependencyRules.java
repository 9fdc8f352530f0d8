package dev.portcullis.conformance;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;

/// What may know what, as rules over class files. Spec: docs/ARCHITECTURE.md, "Dependencies".
///
/// The rules hold below a root package, so that a small wrong tree below another root can show that each can fail.
final class DependencyRules {
    /// Each module by the name below the root, and the modules it may use. Applications are in nobody's row.
    private static final Map<String, Set<String>> MODULES = Map.of(
            "proto", Set.of(),
            "rego", Set.of(),
            "snapshot", Set.of(),
            "settings", Set.of(),
            "lineage", Set.of("proto", "rego", "snapshot"),
            "pdp", Set.of("proto", "rego", "snapshot", "settings"),
            "bridge", Set.of("proto", "settings"),
            "cli", Set.of("proto", "rego", "snapshot"));

    private static final Map<String, List<String>> LIBRARIES = Map.of(
            "rego", List.of("java.", "javax.", "org.jspecify.", "com.google.re2j.", "org.snakeyaml.engine."),
            "snapshot", List.of("java.", "javax.", "org.jspecify.", "org.roaringbitmap."),
            "settings", List.of("java.", "org.jspecify.", "org.snakeyaml.engine."));

    private static final Set<String> REGO_API = Set.of("rego", "rego.value", "rego.source", "rego.eval", "rego.bundle");
    /// Source is among them because an evaluation names places in it.
    private static final Set<String> DECISION_KNOWS = Set.of("pdp.decision", "rego.value", "rego.eval", "rego.source");
    private static final Set<String> FRAMEWORK_LAYERS = Set.of("app", "http", "grpc");
    private static final Pattern EMPTY_NAME =
            Pattern.compile(".*(Utils?|Utilit(y|ies)|Helpers?|Manager|Impl)(?![a-z]).*|Abstract.*");

    private final String root;

    /// @param root package that holds one package per module
    DependencyRules(String root) {
        this.root = root + ".";
    }

    /// One rule.
    ///
    /// @param violations what breaks it, a sentence each
    record Rule(String name, Function<JavaClasses, SortedSet<String>> violations) {
        @Override
        public String toString() {
            return name;
        }
    }

    List<Rule> all() {
        return List.of(
                uses("a module uses only the modules of its row", this::crossesModules),
                uses("rego, snapshot and settings use no library but their own few", this::usesForeignLibrary),
                uses("protobuf and gRPC stay where messages are mapped", this::leaksMessages),
                uses("the framework stays in app, http and grpc", this::leaksFramework),
                uses("outside of rego only its API packages are used", this::reachesIntoRego),
                uses("the decision core knows only values and evaluation", this::widensDecision),
                // Micronaut generates classes beside ours; their names start with a dollar sign.
                uses(
                        "nobody reflects",
                        (origin, target) -> !origin.getName().contains(".$")
                                && target.getPackageName().startsWith("java.lang.reflect")),
                new Rule("packages are free of cycles", this::cycles),
                new Rule("names say what a class is", this::emptyNames),
                new Rule("every package has a package-info that is null-marked", this::undescribedPackages));
    }

    private boolean crossesModules(JavaClass origin, JavaClass target) {
        String from = module(origin);
        String to = module(target);
        return !to.isEmpty()
                && !from.equals(to)
                && !MODULES.getOrDefault(from, Set.of()).contains(to);
    }

    private boolean usesForeignLibrary(JavaClass origin, JavaClass target) {
        List<String> allowed = LIBRARIES.get(module(origin));
        String name = target.getName();
        return allowed != null
                && !target.isPrimitive()
                && !name.startsWith(root)
                && allowed.stream().noneMatch(name::startsWith);
    }

    private boolean leaksMessages(JavaClass origin, JavaClass target) {
        String name = target.getName();
        boolean message = name.startsWith("com.google.protobuf.")
                || name.startsWith("io.grpc.")
                || module(target).equals("proto");
        String place = place(origin);
        return message && !module(origin).equals("proto") && !isLayer(origin, "grpc") && !place.equals("bridge.pdp");
    }

    private boolean leaksFramework(JavaClass origin, JavaClass target) {
        String name = target.getName();
        boolean framework = name.startsWith("io.micronaut.") || name.startsWith("jakarta.");
        return framework && FRAMEWORK_LAYERS.stream().noneMatch(layer -> isLayer(origin, layer));
    }

    private boolean reachesIntoRego(JavaClass origin, JavaClass target) {
        return module(target).equals("rego") && !module(origin).equals("rego") && !REGO_API.contains(place(target));
    }

    private boolean widensDecision(JavaClass origin, JavaClass target) {
        if (!place(origin).equals("pdp.decision") || target.isPrimitive()) {
            return false;
        }
        String name = target.getName();
        return name.startsWith(root)
                ? !DECISION_KNOWS.contains(place(target))
                : !name.startsWith("java.") && !name.startsWith("org.jspecify.");
    }

    private SortedSet<String> cycles(JavaClasses classes) {
        SliceAssignment packages = new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass each) {
                return each.getPackageName().startsWith(root)
                        ? SliceIdentifier.of(place(each))
                        : SliceIdentifier.ignore();
            }

            @Override
            public String getDescription() {
                return "packages";
            }
        };
        var report = SlicesRuleDefinition.slices()
                .assignedFrom(packages)
                .should()
                .beFreeOfCycles()
                .evaluate(classes)
                .getFailureReport();
        return new TreeSet<>(report.getDetails());
    }

    private SortedSet<String> emptyNames(JavaClasses classes) {
        SortedSet<String> found = new TreeSet<>();
        for (JavaClass each : classes) {
            if (!module(each).equals("proto")
                    && EMPTY_NAME.matcher(each.getSimpleName()).matches()) {
                found.add(each.getName() + " has a name that says nothing");
            }
        }
        return found;
    }

    private SortedSet<String> undescribedPackages(JavaClasses classes) {
        SortedSet<String> found = new TreeSet<>();
        for (JavaClass each : classes) {
            JavaPackage home = each.getPackage();
            Optional<?> info = home.tryGetPackageInfo();
            if (!module(each).equals("proto") && (info.isEmpty() || !home.isAnnotatedWith(NullMarked.class))) {
                found.add(home.getName() + " has no package-info that is null-marked");
            }
        }
        return found;
    }

    private static Rule uses(String name, BiPredicate<JavaClass, JavaClass> forbidden) {
        return new Rule(name, classes -> {
            SortedSet<String> found = new TreeSet<>();
            for (JavaClass origin : classes) {
                for (Dependency dependency : origin.getDirectDependenciesFromSelf()) {
                    JavaClass target = dependency.getTargetClass().getBaseComponentType();
                    if (forbidden.test(origin, target)) {
                        found.add(origin.getName() + " uses " + target.getName());
                    }
                }
            }
            return found;
        });
    }

    /// The package below the root, such as `pdp.decision`; empty for classes of others.
    private String place(JavaClass each) {
        String home = each.getPackageName();
        return home.startsWith(root) ? home.substring(root.length()) : "";
    }

    /// The first part of the package below the root, such as `pdp`; empty for classes of others.
    private String module(JavaClass each) {
        String place = place(each);
        int dot = place.indexOf('.');
        return dot < 0 ? place : place.substring(0, dot);
    }

    private boolean isLayer(JavaClass each, String layer) {
        return List.of(place(each).split("\\.")).contains(layer);
    }
}
