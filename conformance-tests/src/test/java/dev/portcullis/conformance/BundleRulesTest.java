package dev.portcullis.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.rego.ActivePolicies;
import dev.portcullis.rego.Compilation;
import dev.portcullis.rego.CompiledPolicies;
import dev.portcullis.rego.PolicySource;
import dev.portcullis.rego.RegoCompiler;
import dev.portcullis.rego.bundle.Bundle;
import dev.portcullis.rego.bundle.BundleLimits;
import dev.portcullis.rego.bundle.BundleReader;
import dev.portcullis.rego.bundle.BundleResult;
import dev.portcullis.rego.eval.Environment;
import dev.portcullis.rego.eval.EvaluationContext;
import dev.portcullis.rego.eval.EvaluationResult;
import dev.portcullis.rego.value.RegoBoolean;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Runs the tests that stand beside the policies, on our engine. `conformance-tests/peers opa-bundles` runs the same
/// tests
/// under `opa test`.
final class BundleRulesTest {
    private static final Path BUNDLES = Path.of(System.getProperty("portcullis.root"), "policy-bundles");

    @TestFactory
    List<DynamicTest> everyRuleNamedTest_holds() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        try (Stream<Path> folders = Files.list(BUNDLES)) {
            for (Path folder : folders.filter(f -> Files.exists(f.resolve(".manifest")))
                    .sorted()
                    .toList()) {
                tests.addAll(testsOf(folder));
            }
        }
        assertTrue(tests.size() > 300, "found only " + tests.size() + " tests");
        return tests;
    }

    private static List<DynamicTest> testsOf(Path folder) {
        Bundle bundle = assertInstanceOf(BundleResult.Read.class, new BundleReader(BundleLimits.DEFAULT).read(folder))
                .bundle();
        List<PolicySource> sources = bundle.policies().stream()
                .map(policy -> new PolicySource(policy.source(), policy.version()))
                .toList();
        CompiledPolicies policies = compiled(sources);
        ActivePolicies active = policies.bind(bundle.data());
        List<DynamicTest> tests = new ArrayList<>();
        for (String document : policies.documents()) {
            if (document.substring(document.lastIndexOf('.') + 1).startsWith("test_")) {
                tests.addAll(cases(document, evaluate(active, document)));
            }
        }
        return tests;
    }

    private static CompiledPolicies compiled(List<PolicySource> sources) {
        return switch (RegoCompiler.standard().compile(sources)) {
            case Compilation.Compiled compiled -> compiled.policies();
            case Compilation.Rejected rejected ->
                throw new AssertionError(rejected.diagnostics().getFirst().text());
        };
    }

    private static EvaluationResult evaluate(ActivePolicies active, String document) {
        return active.entrypoint(document).evaluate(EvaluationContext.ofInput(null, Environment.at(0)));
    }

    /// A test is a rule that is `true`, or an object of such cases by name.
    private static List<DynamicTest> cases(String document, EvaluationResult result) {
        List<DynamicTest> cases = new ArrayList<>();
        if (result instanceof EvaluationResult.Defined(RegoObject object, List<?> _)) {
            for (int slot = 0; slot < object.size(); slot++) {
                RegoValue name = object.key(slot);
                RegoValue value = object.value(slot);
                cases.add(holds(document + "/" + (name instanceof RegoString s ? s.value() : name), value));
            }
            return cases;
        }
        cases.add(
                result instanceof EvaluationResult.Defined defined
                        ? holds(document, defined.value())
                        : DynamicTest.dynamicTest(
                                document, () -> assertInstanceOf(EvaluationResult.Defined.class, result)));
        return cases;
    }

    private static DynamicTest holds(String name, RegoValue value) {
        return DynamicTest.dynamicTest(name, () -> assertEquals(RegoBoolean.TRUE, value));
    }
}
