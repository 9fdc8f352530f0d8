package dev.portcullis.bridge.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.bridge.pdp.Endpoint;
import dev.portcullis.bridge.pdp.Place;
import dev.portcullis.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is wrong with a configuration is said in one line, with its place.
final class BridgeSettingsReaderTest {
    private static final String PDP = """
            pdp: {socket: pdp.sock}
            """;
    private static final String VAULT = PDP + """
            vault:
              cluster: vault-prod
              server: {url: "http://127.0.0.1:8200", token_file: token}
              mounts: {key_value: [kv]}
            """;

    @TempDir
    private Path folder = Path.of("");

    private BridgeSettings read(String text, Map<String, String> flags) throws IOException, SettingsException {
        Path file = Files.writeString(folder.resolve("bridge.yaml"), text);
        return new BridgeSettingsReader(file, flags, Map.of()).read();
    }

    private static BridgeSettings.Vault vault(BridgeSettings settings) {
        return settings.vault().orElseThrow();
    }

    @Test
    void shortFile_hasTheDocumentedDefaults() throws IOException, SettingsException {
        BridgeSettings settings = read(VAULT, Map.of());

        assertEquals(
                new Endpoint.Socket(folder.resolve("pdp.sock")), settings.pdp().endpoint());
        assertEquals(Duration.ofMillis(50), settings.pdp().deadline());
        assertEquals(new Place("", "", ""), settings.place());
        assertEquals(8_100, vault(settings).listen().address().getPort());
        assertEquals(1_024, vault(settings).listen().clients());
        assertEquals(folder.resolve("token"), vault(settings).server().token());
        assertEquals(64, vault(settings).server().connections());
        assertEquals(Duration.ofSeconds(5), vault(settings).identities());
        assertEquals(Set.of(), vault(settings).mounts().appRole());
        assertEquals(Optional.empty(), settings.aws());
    }

    @Test
    void example_isReadAndSaysTheDefaults() throws IOException, SettingsException {
        BridgeSettings example =
                new BridgeSettingsReader(Path.of("portcullis-bridge.example.yaml"), Map.of(), Map.of()).read();
        BridgeSettings defaults = read(VAULT, Map.of());

        assertEquals(vault(defaults).listen(), vault(example).listen());
        assertEquals(defaults.pdp().deadline(), example.pdp().deadline());
        assertEquals(vault(defaults).identities(), vault(example).identities());
        assertEquals(vault(defaults).server().answer(), vault(example).server().answer());
        assertEquals(
                vault(defaults).server().answerBytes(), vault(example).server().answerBytes());
        assertEquals(
                vault(defaults).server().connections(), vault(example).server().connections());
        assertEquals(new Place("production", "eu-west-1", "prod-core"), example.place());
        assertEquals(example.place(), example.aws().orElseThrow().broker().place());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pdp.port=1 | F:1:15: `pdp` needs either `socket`, the decision point's unix socket, or `port`, its port on this machine",
                "pdp.deadline_ms=0 | --set pdp.deadline_ms: `pdp.deadline_ms` is `0`, expected an integer from 1 to 10000",
                "vault.listen.address=0.0.0.0 | --set vault.listen.address: `0.0.0.0` is not a loopback address, so `vault.listen.tls` is needed",
                "vault.listen.tls.key=k | F:6:17: `vault.listen.tls.certificate` is missing",
                "vault.server.url=http://192.0.2.1:8200 | --set vault.server.url: `192.0.2.1` is not a loopback address, so `vault.server.url` has to be `https`",
                "vault.server.url=https://u:p@v:1 | --set vault.server.url: `vault.server.url` is not of the form `https://host:port`, without user, path and query",
                "vault.server.url=https://v/ui/ | --set vault.server.url: `vault.server.url` is not of the form `https://host:port`, without user, path and query",
                "vault.server.ca=c | --set vault.server.ca: `vault.server.ca` is for an `https` url",
                "vault.server.namespace=/a | --set vault.server.namespace: `vault.server.namespace` is `/a`, expected the form `a/b`, without slashes at its ends",
                "vault.cluster=a/b | --set vault.cluster: `vault.cluster` is `a/b`, expected letters, digits, `.`, `_` and `-`, at most 128",
                "vault.clutser=a | --set vault.clutser: there is no such setting; did you mean `vault.cluster`?",
                "aws.listen.port=1 | --set aws.listen.port: there is no such setting",
            })
    void wrongSetting_isSaid(String setting, String message) throws IOException {
        int equals = setting.indexOf('=');
        Map<String, String> flags = Map.of(setting.substring(0, equals), setting.substring(equals + 1));
        String text = setting.startsWith("vault.listen.tls") ? VAULT + "  listen: {tls: {}}\n" : VAULT;

        SettingsException wrong = assertThrows(SettingsException.class, () -> read(text, flags));

        assertTrue(wrong.reason().startsWith(message.replace("F:", folder + "/bridge.yaml:")), wrong.reason());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "key_value: [] | `vault.mounts` names no mount, so nothing would be passed on",
                "key_value: [a//b] | the mount `a//b` is not of the form `a/b`",
                "app_role: [../x] | the mount `../x` is not of the form `a/b`",
            })
    void wrongMounts_areSaid(String mounts, String message) {
        String text = VAULT.replace("key_value: [kv]", mounts);

        SettingsException wrong = assertThrows(SettingsException.class, () -> read(text, Map.of()));

        assertEquals(message, wrong.reason().replaceFirst("^.*?: ", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | 1:1: there is nothing to enforce: a block `vault`, `aws` or both is needed",
                "vualt: {} | 2:8: there is no setting `vualt`; did you mean `vault`?",
                "vault: | 2:7: expected a mapping under `vault`",
                "place: {cluster: a} | 2:18: there is no setting `place.cluster`; known here are environment, region, network_zone",
            })
    void wrongBlocks_areSaid(String more, String message) {
        SettingsException wrong = assertThrows(SettingsException.class, () -> read(PDP + more + "\n", Map.of()));

        assertEquals(folder + "/bridge.yaml:" + message, wrong.reason());
    }
}
