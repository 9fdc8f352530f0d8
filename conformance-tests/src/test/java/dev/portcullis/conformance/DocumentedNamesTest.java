package dev.portcullis.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every link, path, package and type that a Markdown page names is there, and the questions a newcomer asks are
/// answered.
final class DocumentedNamesTest {
    private static DocumentedNames names() throws IOException {
        return DocumentedNames.of(WorkTree.root(), WorkTree.files(".java"), WorkTree.files(".proto"));
    }

    @Test
    void everyPage_namesOnlyWhatIsThere() throws IOException {
        DocumentedNames names = names();
        List<Path> pages = WorkTree.files(".md");
        List<String> missing = new ArrayList<>();
        for (Path page : pages) {
            missing.addAll(names.missing(page, Files.readString(page)));
        }
        assertTrue(pages.size() > 20, () -> "found only " + pages.size() + " pages");
        assertEquals(List.of(), missing);
    }

    @ParameterizedTest
    @CsvSource({
        "`dev.portcullis.rego.NoSuchType`, names `dev.portcullis.rego.NoSuchType`",
        "`dev.portcullis.nowhere`, names `dev.portcullis.nowhere`",
        "`NoSuchPhase` does it, names `NoSuchPhase`",
        "[here](docs/NOWHERE.md), links to `docs/NOWHERE.md`",
        "`docs/adr/nowhere.md`, names `docs/adr/nowhere.md`",
    })
    void nameOfNothing_isFound(String text, String expected) throws IOException {
        assertEquals(
                List.of("README.md " + expected),
                names().missing(WorkTree.root().resolve("README.md"), text));
    }

    @ParameterizedTest
    @CsvSource({
        "`dev.portcullis.rego.RegoCompiler`",
        "`dev.portcullis.rego.RegoCompiler.compile`",
        "`dev.portcullis.rego`",
        "`DecisionRequest` and `DecideStream`",
        "`POLICY_DENY` `input.lineage` `secret.read` `a/b`",
        "[adr](docs/adr)",
    })
    void nameOfSomething_isNotFound(String text) throws IOException {
        assertEquals(List.of(), names().missing(WorkTree.root().resolve("README.md"), text));
    }

    @ParameterizedTest
    @CsvSource({
        "a builtin function, rego/src/main/java/dev/portcullis/rego/builtin",
        "a reason *code* of the server, ReasonCode",
        "a connector, FileConnector",
        "a snapshot format bump, dev.portcullis.snapshot.Format",
    })
    void questionOfNewcomer_isAnsweredByTheArchitecturePage(String question, String answer) throws IOException {
        List<String> rows = Files.readAllLines(WorkTree.root().resolve("docs/ARCHITECTURE.md")).stream()
                .filter(line -> line.startsWith("| " + question + " |"))
                .toList();
        assertEquals(1, rows.size(), () -> "rows about " + question);
        assertTrue(rows.getFirst().contains(answer), () -> rows.getFirst());
    }
}
