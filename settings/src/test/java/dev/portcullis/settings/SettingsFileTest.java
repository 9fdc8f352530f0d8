package dev.portcullis.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// An application with the settings `name`, and `listen` with `address` and `port`; its variables begin with `APP_`.
final class SettingsFileTest {
    @TempDir
    private Path folder = Path.of("");

    private record Read(String name, int port) {}

    private Read read(String text, Map<String, String> flags, Map<String, String> environment)
            throws IOException, SettingsException {
        SettingsSource overrides = new SettingsSource("APP_", flags, environment);
        SettingsNode root = new SettingsFile(Files.writeString(folder.resolve("app.yaml"), text)).read(overrides);
        SettingsNode listen = root.child("listen");
        Read read = new Read(root.requiredText("name"), listen.listener(1).getPort());
        listen.finish();
        root.finish();
        overrides.refuseUnused();
        return read;
    }

    @Test
    void flag_winsOverEnvironmentOverFile() throws IOException, SettingsException {
        String text = "name: file\nlisten: {port: 2}";

        assertEquals(new Read("file", 2), read(text, Map.of(), Map.of("OTHER_NAME", "x")));
        assertEquals(new Read("variable", 2), read(text, Map.of(), Map.of("APP_NAME", "variable")));
        assertEquals(
                new Read("flag", 4),
                read(text, Map.of("name", "flag", "listen.port", "4"), Map.of("APP_NAME", "variable")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nam: x | app.yaml:1:6: there is no setting `nam`; did you mean `name`?",
                "listen: {} | app.yaml:1:1: `name` is missing",
                "name: x\\nlisten: {prt: 1} | app.yaml:2:15: there is no setting `listen.prt`; did you mean `port`?",
                "name: x\\nname: y | app.yaml:2:1: `name` occurs twice",
                "name: [x] | app.yaml:1:7: expected a text under `name`",
                "name: x\\nlisten: {port: 70000} | app.yaml:2:16: `listen.port` is `70000`, expected an integer from 0 to 65535",
                "'name: {' | app.yaml:1:8: expected the node content, but found '<stream end>'",
            })
    void whatIsWrong_isSaidWithItsPlace(String text, String message) {
        SettingsException wrong =
                assertThrows(SettingsException.class, () -> read(text.replace("\\n", "\n"), Map.of(), Map.of()));

        assertEquals(folder + "/" + message, wrong.reason());
    }

    @Test
    void overridesThatNobodyAskedFor_areRefused() {
        SettingsException wrong =
                assertThrows(SettingsException.class, () -> read("name: x", Map.of(), Map.of("APP_NAMES", "y")));

        assertEquals("APP_NAMES: there is no such setting; did you mean `APP_NAME`?", wrong.reason());
    }

    @Test
    void paths_areRelativeToTheFile() {
        SettingsFile file = new SettingsFile(folder.resolve("app.yaml"));

        assertEquals(folder.resolve("keys"), file.path("./keys"));
        assertEquals(Path.of("/etc/keys"), file.path("/etc/keys"));
    }
}
