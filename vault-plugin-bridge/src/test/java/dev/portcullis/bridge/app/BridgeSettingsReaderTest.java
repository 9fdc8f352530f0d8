package dev.portcullis.bridge.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portcullis.bridge.pdp.Endpoint;
import dev.portcullis.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is wrong with a configuration is said in one line, with its place.
final class BridgeSettingsReaderTest {
    private static final String GOOD = """
            pdp: {socket: pdp.sock}
            server: {url: "http://127.0.0.1:8200", token_file: token}
            mounts: {key_value: [kv]}
            place: {cluster: vault-prod}
            """;

    @TempDir
    private Path folder = Path.of("");

    private BridgeSettings read(String text, Map<String, String> flags) throws IOException, SettingsException {
        Path file = Files.writeString(folder.resolve("bridge.yaml"), text);
        return new BridgeSettingsReader(file, flags, Map.of()).read();
    }

    @Test
    void shortFile_hasTheDocumentedDefaults() throws IOException, SettingsException {
        BridgeSettings settings = read(GOOD, Map.of());

        assertEquals(
                new Endpoint.Socket(folder.resolve("pdp.sock")), settings.pdp().endpoint());
        assertEquals(Duration.ofMillis(50), settings.pdp().deadline());
        assertEquals(8_100, settings.listen().address().getPort());
        assertEquals(1_024, settings.listen().clients());
        assertEquals(folder.resolve("token"), settings.server().token());
        assertEquals(64, settings.server().connections());
        assertEquals(Duration.ofSeconds(5), settings.identities());
        assertEquals(Set.of(), settings.mounts().appRole());
    }

    @Test
    void example_isReadAndSaysTheDefaults() throws IOException, SettingsException {
        BridgeSettings example =
                new BridgeSettingsReader(Path.of("portcullis-bridge.example.yaml"), Map.of(), Map.of()).read();
        BridgeSettings defaults = read(GOOD, Map.of());

        assertEquals(defaults.listen(), example.listen());
        assertEquals(defaults.pdp().deadline(), example.pdp().deadline());
        assertEquals(defaults.identities(), example.identities());
        assertEquals(defaults.server().answer(), example.server().answer());
        assertEquals(defaults.server().answerBytes(), example.server().answerBytes());
        assertEquals(defaults.server().connections(), example.server().connections());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pdp.port=1 | --set pdp.port=, ",
                "pdp.deadline_ms=0 | --set pdp.deadline_ms: `pdp.deadline_ms` is `0`, expected an integer from 1 to 10000",
                "listen.address=0.0.0.0 | --set listen.address: `0.0.0.0` is not a loopback address, so `listen.tls` is needed",
                "listen.tls.key=k | F: `listen.tls.certificate` is missing",
                "server.url=http://192.0.2.1:8200 | --set server.url: `192.0.2.1` is not a loopback address, so `server.url` has to be `https`",
                "server.url=https://u:p@v:1 | --set server.url: `server.url` is not of the form `https://host:port`, without user, path and query",
                "server.url=https://v/ui/ | --set server.url: `server.url` is not of the form `https://host:port`, without user, path and query",
                "server.ca=c | --set server.ca: `server.ca` is for an `https` url",
                "server.namespace=/a | --set server.namespace: `server.namespace` is `/a`, expected the form `a/b`, without slashes at its ends",
                "place.cluster=a/b | --set place.cluster: `place.cluster` is `a/b`, expected letters, digits, `.`, `_` and `-`, at most 128",
                "place.clutser=a | --set place.clutser: there is no such setting; did you mean `place.cluster`?",
            })
    void wrongSetting_isSaid(String setting, String message) throws IOException {
        int equals = setting.indexOf('=');
        Map<String, String> flags = Map.of(setting.substring(0, equals), setting.substring(equals + 1));
        String text = setting.startsWith("listen.tls") ? GOOD + "listen: {tls: {}}\n" : GOOD;

        SettingsException wrong = assertThrows(SettingsException.class, () -> read(text, flags));

        String expected = setting.startsWith("pdp.port")
                ? folder
                        + "/bridge.yaml:1:15: `pdp` needs either `socket`, the decision point's unix socket, or `port`,"
                        + " its port on this machine"
                : message.replace("F:", folder + "/bridge.yaml:5:15:");
        assertEquals(expected, wrong.reason());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "key_value: [] | `mounts` names no mount, so nothing would be passed on",
                "key_value: [a//b] | the mount `a//b` is not of the form `a/b`",
                "app_role: [../x] | the mount `../x` is not of the form `a/b`",
            })
    void wrongMounts_areSaid(String mounts, String message) {
        String text = GOOD.replace("key_value: [kv]", mounts);

        SettingsException wrong = assertThrows(SettingsException.class, () -> read(text, Map.of()));

        assertEquals(message, wrong.reason().replaceFirst("^.*?: ", ""));
    }
}
