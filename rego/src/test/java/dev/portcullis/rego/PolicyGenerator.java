package dev.portcullis.rego;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Small policies and inputs for comparing plans: every form a rule index knows, beside conditions it does not
/// know. Helper rules never fail and never conflict, as early exit may leave them out; the documents themselves
/// may conflict.
final class PolicyGenerator {
    /// The base document the policies read.
    static final String DATA = """
            {"base": {"k1": "a", "k2": "b", "k3": 1},
             "rows": [{"id": 1, "owner": "a", "team": "t1"}, {"id": 2, "owner": "b", "team": "t2"},
                      {"id": 3, "owner": "a", "team": "t2"}, {"id": 4, "team": "t1"}, "no row"],
             "teams": {"x": {"name": "t1", "env": "a"}, "y": {"name": "t2", "env": "b"}, "z": {"name": "t1", "env": "b"}}}
            """;

    /// The documents every policy defines.
    static final List<String> DOCUMENTS = List.of("p", "called", "s", "o", "chain", "replaced", "joined", "always");

    private static final String[] CONSTANTS = {"\"a\"", "\"b\"", "\"ab\"", "1", "1.0", "2", "true", "null", "[\"a\"]"};
    private static final String[] AFFIXES = {"", "a", "ab", "b", "é", "/x"};
    private static final String[] GLOBS = {"a*", "*b", "a:*", "ab", "{a,b}", "?b", "\\\\a*"};
    private static final String[] TYPES = {"null", "boolean", "number", "string", "array", "object", "set"};
    private static final String[] REFS = {"input.a", "input.b", "input.o.k", "input.xs", "input[\"a\"]", "data.base.k1"
    };

    private final SplittableRandom random;

    PolicyGenerator(long seed) {
        this.random = new SplittableRandom(seed);
    }

    private String any(String[] choices) {
        return choices[random.nextInt(choices.length)];
    }

    /// The text of a policy.
    String policy() {
        StringBuilder text = new StringBuilder("package t\n\nh if input.a == \"a\"\n\nh if input.flag\n\n");
        text.append("g(x) if x == \"a\"\n\ng(x) if startswith(x, \"ab\")\n\n");
        rules(text, "p", "", 1 + random.nextInt(7));
        rules(text, "always", "", 4);
        rules(text, "f(x)", "x", 1 + random.nextInt(6));
        if (random.nextBoolean()) {
            text.append("default p := \"none\"\n\n");
        }
        for (int i = random.nextInt(6); i >= 0; i--) {
            text.append("s contains ").append(any(CONSTANTS)).append(body("")).append("\n\n");
            text.append("o[")
                    .append(any(new String[] {"\"k\"", "input.b", "input.a"}))
                    .append("] := ");
            text.append(any(CONSTANTS)).append(body("")).append("\n\n");
        }
        for (int i = random.nextInt(4); i >= 0; i--) {
            text.append("chain := ").append(any(CONSTANTS)).append(body(""));
            for (int branch = random.nextInt(3); branch > 0; branch--) {
                text.append(" else := ").append(any(CONSTANTS)).append(body(""));
            }
            text.append("\n\n");
        }
        text.append("called := f(input.a)\n\n");
        text.append("replaced := [x | x := p with input.a as ")
                .append(any(CONSTANTS))
                .append("]\n\n");
        text.append("joined := [[r.id, [t.env | some t in data.teams; t.name == r.team]] |\n");
        text.append("\tsome r in data.rows\n\tr.owner == input.a\n]\n");
        return text.toString();
    }

    private void rules(StringBuilder text, String head, String local, int count) {
        boolean constant = head.equals("always");
        for (int i = 0; i < count; i++) {
            String value = constant ? "true" : random.nextInt(8) == 0 ? "input.b" : any(new String[] {"1", "1", "2"});
            text.append(head).append(" := ").append(value).append(body(local)).append("\n\n");
        }
    }

    private String body(String local) {
        StringBuilder body = new StringBuilder(" if {\n");
        for (int i = random.nextInt(3); i >= 0; i--) {
            body.append('\t').append(condition(local, i)).append('\n');
        }
        return body.append('}').toString();
    }

    private String tested(String local) {
        return !local.isEmpty() && random.nextBoolean() ? local : any(REFS);
    }

    private String condition(String local, int number) {
        String ref = tested(local);
        String variable = "v" + number;
        return switch (random.nextInt(24)) {
            case 0, 1, 2 -> ref + " == " + any(CONSTANTS);
            case 3 -> any(CONSTANTS) + " = " + ref;
            case 4 -> ref + " in {" + any(CONSTANTS) + ", " + any(CONSTANTS) + "}";
            case 5 -> ref + " in [" + any(CONSTANTS) + ", input.b]";
            case 6 -> any(CONSTANTS) + " in " + ref;
            case 7 -> "startswith(" + ref + ", \"" + any(AFFIXES) + "\")";
            case 8 -> "endswith(" + ref + ", \"" + any(AFFIXES) + "\")";
            case 9 -> "strings.any_prefix_match(" + ref + ", [\"" + any(AFFIXES) + "\", \"" + any(AFFIXES) + "\"])";
            case 10 -> "strings.any_suffix_match(" + ref + ", {\"" + any(AFFIXES) + "\", \"" + any(AFFIXES) + "\"})";
            case 11 ->
                "glob.match(\"" + any(GLOBS) + "\", " + any(new String[] {"[\":\"]", "null", "[]"}) + ", " + ref + ")";
            case 12 -> "is_" + any(TYPES) + "(" + ref + ")";
            case 13 -> variable + " := " + ref + "\n\t" + variable + " == " + any(CONSTANTS);
            case 14 -> variable + " := input.o\n\tstartswith(" + variable + ".k, \"" + any(AFFIXES) + "\")";
            case 15 -> "data.base[input.k] == " + any(CONSTANTS);
            case 16 -> ref + " != " + any(CONSTANTS);
            case 17 -> "not " + ref + " == " + any(CONSTANTS);
            case 18 -> "some " + variable + " in input.xs\n\t" + variable + " == " + any(CONSTANTS);
            case 19 -> ref + " == " + any(CONSTANTS) + " with input.a as " + any(CONSTANTS);
            case 20 -> "h";
            case 21 -> "g(" + ref + ")";
            case 22 -> "every e in input.xs { e != " + any(CONSTANTS) + " }";
            default -> ref;
        };
    }

    /// The text of an input.
    String input() {
        List<String> members = new ArrayList<>();
        String[] values = {
            "\"a\"", "\"b\"", "\"ab\"", "\"a:b\"", "\"éa\"", "1", "1.0", "2", "true", "false", "null", "[\"a\"]"
        };
        for (String name : new String[] {"a", "b", "flag"}) {
            if (random.nextInt(5) > 0) {
                members.add("\"" + name + "\": " + any(values));
            }
        }
        members.add("\"k\": \"k" + (1 + random.nextInt(4)) + "\"");
        members.add("\"o\": {\"k\": " + any(values) + "}");
        members.add("\"xs\": "
                + any(new String[] {"[\"a\", 1]", "[\"b\", \"ab\"]", "{\"x\": \"a\"}", "[]", "\"a\"", "[2, true]"}));
        return "{" + String.join(", ", members) + "}";
    }
}
