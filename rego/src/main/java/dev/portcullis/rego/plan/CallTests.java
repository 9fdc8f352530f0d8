package dev.portcullis.rego.plan;

import dev.portcullis.rego.analysis.Literals;
import dev.portcullis.rego.ast.Term;
import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoBoolean;
import dev.portcullis.rego.value.RegoNull;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoSet;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The calls that are tests of one probe against constants.
final class CallTests {
    private static final Map<String, Byte> TYPE_TESTS = Map.of(
            "is_null", RegoValue.NULL,
            "is_boolean", RegoValue.BOOLEAN,
            "is_number", RegoValue.NUMBER,
            "is_string", RegoValue.STRING,
            "is_array", RegoValue.ARRAY,
            "is_object", RegoValue.OBJECT,
            "is_set", RegoValue.SET);
    private static final Set<String> COMPARISONS =
            Set.of("eq", "assign", "equal", "neq", "lt", "lte", "gt", "gte", "internal.member_2");

    private CallTests() {}

    /// Whether the call is `:=` or `=`.
    static boolean isUnification(Term.Call call) {
        String name = call.operator().text();
        return (name.equals("eq") || name.equals("assign")) && call.arguments().size() == 2;
    }

    /// Whether the call compares its arguments, which never fails.
    static boolean isComparison(Term.Call call) {
        return COMPARISONS.contains(call.operator().text()) && call.arguments().size() == 2;
    }

    /// Adds what the call asks, if it is such a test.
    static void of(Term.Call call, Probe.Names names, Map<Probe, List<RuleTest>> tests) {
        List<Term> arguments = call.arguments();
        String name = call.operator().text();
        Byte kind = TYPE_TESTS.get(name);
        if (kind != null && arguments.size() == 1) {
            ask(arguments.getFirst(), names, tests, List.of(new RuleTest.Kind(kind)));
        } else if (name.equals("glob.match") && arguments.size() == 3) {
            ask(
                    arguments.get(2),
                    names,
                    tests,
                    GlobTests.of(Literals.value(arguments.get(0)), Literals.value(arguments.get(1))));
        } else if (arguments.size() == 2) {
            ofTwo(name, arguments.get(0), arguments.get(1), names, tests);
        }
    }

    private static void ofTwo(String name, Term left, Term right, Probe.Names names, Map<Probe, List<RuleTest>> tests) {
        switch (name) {
            case "eq", "assign", "equal" -> {
                equal(left, right, names, tests);
                equal(right, left, names, tests);
            }
            case "internal.member_2" -> {
                ask(left, names, tests, oneOf(Literals.value(right)));
                RegoValue element = Literals.value(left);
                ask(right, names, tests, element == null ? null : List.of(new RuleTest.Element(element)));
            }
            case "startswith" -> ask(left, names, tests, affix(Literals.value(right), RuleTest.Prefix::new));
            case "endswith" -> ask(left, names, tests, affix(Literals.value(right), RuleTest.Suffix::new));
            case "strings.any_prefix_match" ->
                ask(left, names, tests, affixes(Literals.value(right), RuleTest.Prefix::new));
            case "strings.any_suffix_match" ->
                ask(left, names, tests, affixes(Literals.value(right), RuleTest.Suffix::new));
            default -> {}
        }
    }

    /// Adds the test that a probe equals a constant, when the sides are these.
    static void equal(Term probe, Term constant, Probe.Names names, Map<Probe, List<RuleTest>> tests) {
        RegoValue value = Literals.value(constant);
        ask(probe, names, tests, value == null ? null : List.of(new RuleTest.Equals(value)));
    }

    private static void ask(
            Term term, Probe.Names names, Map<Probe, List<RuleTest>> tests, @Nullable List<RuleTest> asked) {
        Probe probe = asked == null ? null : names.probe(term);
        if (probe != null) {
            TestFinder.ask(tests, probe, asked);
        }
    }

    private static @Nullable List<RuleTest> oneOf(@Nullable RegoValue collection) {
        return switch (collection) {
            case RegoSet set -> equalities(set.toArray());
            case RegoArray array -> equalities(array);
            case RegoObject object -> {
                List<RuleTest> tests = new ArrayList<>();
                for (int slot = 0; slot < object.size(); slot++) {
                    tests.add(new RuleTest.Equals(object.value(slot)));
                }
                yield tests;
            }
            case RegoNull _, RegoBoolean _, RegoNumber _, RegoString _ -> List.of();
            case null -> null;
        };
    }

    private static List<RuleTest> equalities(RegoArray constants) {
        List<RuleTest> tests = new ArrayList<>();
        constants.toList().forEach(constant -> tests.add(new RuleTest.Equals(constant)));
        return tests;
    }

    /// Null unless the constant is a string of characters.
    private static @Nullable List<RuleTest> affix(@Nullable RegoValue affix, Function<RegoString, RuleTest> test) {
        return affix instanceof RegoString text && text.isValidUtf8() ? List.of(test.apply(text)) : null;
    }

    /// Null unless all constants are strings of characters.
    private static @Nullable List<RuleTest> affixes(@Nullable RegoValue affixes, Function<RegoString, RuleTest> test) {
        RegoArray all = switch (affixes) {
            case RegoSet set -> set.toArray();
            case RegoArray array -> array;
            case RegoString one -> RegoArray.of(one);
            case null, default -> RegoArray.empty();
        };
        List<RuleTest> tests = new ArrayList<>();
        for (RegoValue one : all.toList()) {
            List<RuleTest> asked = affix(one, test);
            if (asked == null) {
                return null;
            }
            tests.addAll(asked);
        }
        return tests.isEmpty() ? null : tests;
    }
}
