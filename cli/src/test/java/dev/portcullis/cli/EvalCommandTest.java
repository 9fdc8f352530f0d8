package dev.portcullis.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.rego.value.RegoJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The expected texts are those of OPA 1.22.
final class EvalCommandTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws Exception {
        Files.writeString(folder.resolve("a.rego"), """
                package a

                p contains x if some x in [1, 2]

                q := 1 if input.x == 1

                bad := 1 / 0

                c := 1 if true

                c := 2 if true
                """);
        Files.writeString(folder.resolve("bad.rego"), "package a\n\np { true }\n");
        Files.writeString(folder.resolve("input.json"), "{\"x\": 1}");
        Path below = Files.createDirectories(folder.resolve("data/teams"));
        Files.writeString(folder.resolve("data/one.json"), "{\"k\": {\"a\": 1}}");
        Files.writeString(folder.resolve("data/two.yaml"), "k:\n  b: 0x10\n");
        Files.writeString(below.resolve("payments.yml"), "lead: priya\n");
    }

    private Run eval(String... args) {
        List<String> all = new ArrayList<>(List.of("eval"));
        for (String arg : args) {
            all.add(arg.replace("@", folder + "/"));
        }
        return Run.withInput("{\"x\": 1}", all.toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "data.a.p        | {\"result\": [{\"expressions\": [{\"value\": [1, 2], \"text\": \"data.a.p\", \"location\": {\"row\": 1, \"col\": 1}}]}]}",
                "data.a.nothing  | {}",
                "data.a.bad      | {}",
                "x := 1; x > 0   | {\"result\": [{\"expressions\": [{\"value\": true, \"text\": \"x := 1\", \"location\": {\"row\": 1, \"col\": 1}}, {\"value\": true, \"text\": \"x > 0\", \"location\": {\"row\": 1, \"col\": 9}}], \"bindings\": {\"x\": 1}}]}",
                "some i; [7][i]  | {\"result\": [{\"expressions\": [{\"value\": 7, \"text\": \"[7][i]\", \"location\": {\"row\": 1, \"col\": 9}}], \"bindings\": {\"i\": 0}}]}",
            })
    void json_hasTheShapeOfOpa(String query, String document) throws Exception {
        Run run = eval("-d", "@a.rego", query);
        assertEquals(ExitCode.OK, run.exitCode());
        assertEquals("", run.err());
        assertEquals(RegoJson.read(document), RegoJson.read(run.out()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "raw      | data.a.p            | [1,2]~",
                "raw      | x := \"s\"; x       | true s~",
                "raw      | data.a.nothing      | ''",
                "pretty   | data.a.p            | [~  1,~  2~]~",
                "pretty   | data.a.nothing      | undefined~",
                "pretty   | x := \"s\"; x       | ┌─────┬─────┐~│  x  │  x  │~├─────┼─────┤~│ \"s\" │ \"s\" │~└─────┴─────┘~",
                "pretty   | 1; true             | ┌───┬──────┐~│ 1 │ true │~├───┼──────┤~│ 1 │ true │~└───┴──────┘~",
                "pretty   | some i; [1, 2][i] > 0 | ┌───┐~│ i │~├───┤~│ 0 │~│ 1 │~└───┘~",
                "values   | x := \"s\"; x       | [~  true,~  \"s\"~]~",
                "bindings | x := 1              | {~  \"x\": 1~}~",
            })
    void formats_areThoseOfOpa(String format, String query, String text) {
        Run run = eval("-d", "@a.rego", "--format", format, query);
        assertEquals(text.equals("''") ? "" : text.replace('~', '\n'), run.out());
        assertEquals(ExitCode.OK, run.exitCode());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "-d @a.rego --strict-builtin-errors data.a.bad | 1 error occurred: @a.rego:7: eval_builtin_error: div: divide by zero",
                "-d @a.rego x                       | 2 errors occurred:",
                "-d @missing.rego x                 | 1 error occurred: there is no file `@missing.rego`",
                "-d @a.rego -i @missing.json x      | 1 error occurred: there is no file `@missing.json`",
                "-d @a.txt x                        | 1 error occurred: `@a.txt` is neither policy nor data; allowed are .rego, .json, .yaml and .yml",
                "-d @data -d @data/one.json data    | 1 error occurred: `@data/one.json` defines `a`, which another file defines already",
            })
    void errors_areLinesWithTheirPlace(String args, String line) {
        Run run = eval(("--format raw " + args).split(" "));
        assertEquals(
                line.replace("@", folder + "/"), run.err().lines().findFirst().orElse(""));
        assertEquals("", run.out());
        assertEquals(ExitCode.EVAL_ERROR, run.exitCode());
    }

    @Test
    void badPolicy_isNamedWithItsLine() {
        Run run = eval("-d", "@bad.rego", "--format", "pretty", "data.a.p");
        assertEquals(ExitCode.EVAL_ERROR, run.exitCode());
        assertTrue(run.err().contains(folder + "/bad.rego:3: rego_parse_error: "), run.err());
        assertEquals(1, run.err().lines().count());
    }

    @Test
    void errorsInJson_goToTheDocument() throws Exception {
        Run run = eval("-d", "@a.rego", "--strict-builtin-errors", "data.a.bad");
        assertEquals(ExitCode.EVAL_ERROR, run.exitCode());
        assertEquals("", run.err());
        assertEquals(
                RegoJson.read("{\"errors\": [{\"message\": \"div: divide by zero\", \"code\": \"eval_builtin_error\","
                        + " \"location\": {\"file\": \"" + folder + "/a.rego\", \"row\": 7, \"col\": 8}}]}"),
                RegoJson.read(run.out()));
    }

    @Test
    void directory_liesAtThePathOfItsFiles() {
        assertEquals(
                "{\"k\":{\"a\":1,\"b\":16},\"teams\":{\"lead\":\"priya\"}}\n",
                eval("-d", "@data", "--format", "raw", "data").out());
    }

    @Test
    void input_comesFromAFileOrFromStandardInput() {
        assertEquals(
                "1\n",
                eval("-d", "@a.rego", "-i", "@input.json", "-f", "raw", "data.a.q")
                        .out());
        assertEquals("1\n", eval("-d", "@a.rego", "-I", "-f", "raw", "data.a.q").out());
        assertEquals(
                "undefined\n", eval("-d", "@a.rego", "-f", "pretty", "data.a.q").out());
    }

    @Test
    void query_comesFromStandardInput() {
        Run run = Run.withInput("1 + 1", "eval", "--stdin", "-f", "raw");
        assertEquals(new Run(ExitCode.OK, "2\n", ""), run);
    }

    @Test
    void fail_endsWith1WithoutAResult() {
        assertEquals(ExitCode.FAILED, eval("--fail", "data.nothing").exitCode());
        assertEquals(ExitCode.OK, eval("--fail", "1").exitCode());
    }

    @Test
    void bundle_isReadWithItsManifest() throws Exception {
        Path bundle = Files.createDirectories(folder.resolve("bundle/b"));
        Files.writeString(folder.resolve("bundle/.manifest"), "{\"roots\": [\"b\"], \"rego_version\": 0}");
        Files.writeString(bundle.resolve("b.rego"), "package b\np { data.b.k == 7 }\n");
        Files.writeString(bundle.resolve("data.json"), "{\"k\": 7}");
        assertEquals("true\n", eval("-b", "@bundle", "-f", "raw", "data.b.p").out());
        Files.writeString(folder.resolve("bundle/.manifest"), "{\"roots\": [\"c\"]}");
        Run refused = eval("-b", "@bundle", "-f", "raw", "data.b.p");
        assertEquals(ExitCode.EVAL_ERROR, refused.exitCode());
        assertTrue(refused.err().contains(folder + "/bundle/.manifest:1: "), refused.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "eval                         | name one query, or read it from standard input with `--stdin`",
                "eval --stdin 1               | name one query, or read it from standard input with `--stdin`",
                "eval --stdin -I              | standard input is either the query or the input document, not both",
                "eval -I -i x 1               | `--input` and `--stdin-input` exclude each other",
                "eval -f yaml 1               | invalid value for option `--format`: `yaml` is none of json, pretty, raw, values, bindings; see `portcullis eval --help`",
            })
    void wrongArguments_areOneLine(String args, String line) {
        assertEquals(new Run(ExitCode.FAILED, "", "portcullis: " + line + "\n"), Run.of(args.split(" +")));
    }
}
