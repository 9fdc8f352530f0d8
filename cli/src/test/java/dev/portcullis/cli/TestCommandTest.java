package dev.portcullis.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoJson;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The expected texts are those of OPA 1.22, but for durations and traces.
final class TestCommandTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("good_test.rego"), "package good\n\ntest_ok if data.n == 1\n");
        Files.writeString(folder.resolve("n.json"), "{\"n\": 1}");
        Files.writeString(folder.resolve("bad_test.rego"), """
                package bad

                test_fails if {
                	print("n is", data.n, data.missing)
                	data.n == 2
                }

                c := 1

                c := 2

                test_error if c == 1

                todo_test_later if false

                test_cases[name] if {
                	some name, n in {"one": 1, "two": 2}
                	n == data.n
                }

                many := numbers.range(1, 20000)

                test_slow if {
                	some i in many
                	some j in many
                	i + j == 0
                }
                """);
        Files.writeString(folder.resolve("broken.rego"), "package broken\n\np if x\n");
        Files.writeString(folder.resolve("old_test.rego"), "package old\n\ntest_old { data.n == 1 }\n");
    }

    private Run test(String... args) {
        List<String> all = new ArrayList<>(List.of("test"));
        for (String arg : args) {
            all.add(arg.replace("@", folder + "/"));
        }
        return Run.withInput("", all.toArray(String[]::new));
    }

    private static String timeless(String text) {
        return text.replaceAll("\\([0-9]+µs\\)", "(time)");
    }

    @Test
    void pretty_showsWhatDidNotPass() {
        Run run = test("--run", "fails|error|later|cases", "@bad_test.rego", "@n.json");

        assertEquals(ExitCode.EVAL_ERROR, run.exitCode());
        assertEquals("""
                @bad_test.rego:3:
                data.bad.test_fails: FAIL (time)

                  n is 1 <undefined>

                @bad_test.rego:12:
                data.bad.test_error: ERROR (time)
                  @bad_test.rego:10: eval_conflict_error: rule data.bad.c produced conflicting values
                @bad_test.rego:14:
                data.bad.todo_test_later: SKIPPED
                @bad_test.rego:16:
                data.bad.test_cases: FAIL (time)
                  two: FAIL
                --------------------------------------------------------------------------------
                PASS: 1/5
                FAIL: 2/5
                SKIPPED: 1/5
                ERROR: 1/5
                """.replace("@", folder + "/"), timeless(run.out()));
    }

    @Test
    void verbose_showsWhatPassedAsWell() {
        Run run = test("-v", "@good_test.rego", "@n.json");

        assertEquals(ExitCode.OK, run.exitCode());
        assertEquals(
                folder + "/good_test.rego:3:\ndata.good.test_ok: PASS (time)\n" + "-".repeat(80) + "\nPASS: 1/1\n",
                timeless(run.out()));
    }

    @Test
    void json_hasTheFieldsOfOpa() throws Exception {
        Run run = test("--format", "json", "--run", "cases|later|error", "@bad_test.rego", "@n.json");

        List<String> results = new ArrayList<>();
        for (RegoValue each : ((RegoArray) RegoJson.read(run.out())).toList()) {
            RegoObject result = (RegoObject) each;
            assertEquals(RegoString.of("data.bad"), result.get("package"));
            results.add(result.get("name") + " fail " + result.get("fail") + " skip " + result.get("skip") + " cases "
                    + result.get("sub_results"));
        }
        assertEquals(
                List.of(
                        "\"test_error\" fail null skip null cases null",
                        "\"todo_test_later\" fail null skip true cases null",
                        "\"test_cases\" fail true skip null cases"
                                + " {\"one\": {\"name\": \"one\"}, \"two\": {\"fail\": true, \"name\": \"two\"}}"),
                results);
    }

    @Test
    void timeout_isAnErrorOfTheTest() {
        Run run = test("--timeout", "50ms", "--run", "slow", "@bad_test.rego");

        assertEquals(ExitCode.EVAL_ERROR, run.exitCode());
        assertTrue(run.out().contains("data.bad.test_slow: ERROR"), run.out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--run ok @good_test.rego @n.json                | 0 | PASS: 1/1 | ''",
                "--run nothing @good_test.rego                   | 0 | ''        | ''",
                "@good_test.rego                                 | 2 | FAIL: 1/1 | ''",
                "--v0-compatible @old_test.rego @n.json          | 0 | PASS: 1/1 | ''",
                "@old_test.rego                                  | 1 | ''        | rego_parse_error",
                "@broken.rego                                    | 1 | ''        | rego_unsafe_var_error: var x is unsafe",
                "@missing.rego                                   | 1 | ''        | there is no file",
                "--run ( @good_test.rego                         | 1 | ''        | `(` is not a regular expression",
                "--format xml @good_test.rego                    | 1 | ''        | `xml` is none of pretty, json",
            })
    void exitStatus(String args, int status, String out, String err) {
        Run run = test(args.trim().split(" +"));

        assertEquals(status, run.exitCode(), run.err());
        assertTrue(run.out().contains(out), run.out());
        assertTrue(run.err().contains(err), run.err());
    }

    @Test
    void bundle_isReadByItsManifest() throws IOException {
        Path bundle = Files.createDirectories(folder.resolve("bundle/p"));
        Files.writeString(folder.resolve("bundle/.manifest"), "{\"roots\": [\"p\"], \"rego_version\": 0}");
        Files.writeString(bundle.resolve("p_test.rego"), "package p\n\ntest_old { true }\n");

        Run run = test("-b", "@bundle");

        assertEquals("PASS: 1/1\n", run.out());
        assertEquals(ExitCode.OK, run.exitCode());
    }

    @Test
    void check_saysWhatIsWrong() throws Exception {
        Run good = Run.withInput("", "check", folder + "/good_test.rego");
        Run bad = Run.withInput("", "check", folder + "/broken.rego");
        Run json = Run.withInput("", "check", "--format", "json", folder + "/broken.rego");

        assertEquals(ExitCode.OK, good.exitCode());
        assertEquals("", good.out() + good.err());
        assertEquals(ExitCode.FAILED, bad.exitCode());
        assertEquals(
                "1 error occurred: " + folder + "/broken.rego:3: rego_unsafe_var_error: var x is unsafe\n", bad.err());
        assertTrue(((RegoObject) RegoJson.read(json.err())).get("errors") instanceof RegoArray, json.err());
    }

    @Test
    void check_strictAndSchema_refuseMore() throws IOException {
        Files.writeString(folder.resolve("lax.rego"), "package lax\n\np if {\n\tx := input.n\n}\n");
        Files.writeString(folder.resolve("schema.json"), "{\"type\": \"object\", \"properties\": {\"m\": {}}}");

        Run lax = Run.withInput("", "check", folder + "/lax.rego");
        Run strict = Run.withInput("", "check", "--strict", folder + "/lax.rego");
        Run typed = Run.withInput("", "check", "--schema", folder + "/schema.json", folder + "/lax.rego");

        assertEquals(ExitCode.OK, lax.exitCode());
        assertEquals(ExitCode.FAILED, strict.exitCode());
        assertTrue(strict.err().contains("assigned var x unused"), strict.err());
        assertEquals(ExitCode.FAILED, typed.exitCode());
        assertTrue(typed.err().contains("undefined ref: input.n"), typed.err());
    }
}
