package dev.portcullis.bridge.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/// What keeps the bridge from starting is one line, and never a secret.
final class BridgeCommandTest {
    private static final String CANARY = "canary-2b7e151628aed2a6abf7158809cf4f3c";
    private static final String CONFIG = """
            pdp: {socket: pdp.sock}
            vault:
              listen: {port: 0}
              server: {url: "http://127.0.0.1:1", token_file: token}
              cluster: vault-prod
              mounts: {key_value: [kv]}
            aws:
              listen: {port: 0}
              roles: {exports: {account: 111122223333, name: exports-daily-reader}}
              token_files:
                - {file: token, subject: {type: workload, id: "k8s:deployment:eks-prod/exports/daily"}}
              sts: {region: eu-west-1, endpoint: "http://127.0.0.1:1"}
            """;

    @TempDir
    private Path folder = Path.of("");

    private Path config = Path.of("");
    private Path token = Path.of("");

    @BeforeEach
    void write() throws IOException {
        config = Files.writeString(folder.resolve("bridge.yaml"), CONFIG);
        token = Files.writeString(folder.resolve("token"), CANARY);
        Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-r-----"));
    }

    private record Run(int status, String out, String err) {}

    private Run run(String... more) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = BridgeMain.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        String[] arguments = new String[more.length + 3];
        arguments[0] = "bridge";
        arguments[1] = "--config";
        arguments[2] = config.toString();
        System.arraycopy(more, 0, arguments, 3, more.length);
        return new Run(line.execute(arguments), out.toString(), err.toString());
    }

    @Test
    void check_saysOkAndStops() {
        assertEquals(new Run(0, config + ": ok\n", ""), run("--check"));
    }

    @Test
    void takenPort_isSaid() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            assertEquals(
                    new Run(1, "", "portcullis: cannot listen on `127.0.0.1:" + port + "`: the port is in use\n"),
                    run("--set", "vault.listen.port=" + port, "--set", "vault.listen.address=127.0.0.1"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "none | the token file `F/none` cannot be read",
                "open | everyone may read the token file `F/open`; chmod o-r",
                "two | the token file `F/two` does not hold one token and nothing else",
                "empty | the token file `F/empty` does not hold one token and nothing else",
            })
    void tokenFile_isSaidWithoutWhatIsInIt(String name, String message) throws IOException {
        Files.copy(token, folder.resolve("open"));
        Files.setPosixFilePermissions(folder.resolve("open"), PosixFilePermissions.fromString("rw-r--r--"));
        Files.writeString(folder.resolve("two"), CANARY + " " + CANARY);
        Files.writeString(folder.resolve("empty"), "");
        for (String each : new String[] {"two", "empty"}) {
            Files.setPosixFilePermissions(folder.resolve(each), PosixFilePermissions.fromString("rw-------"));
        }

        Run run = run("--set", "vault.server.token_file=" + folder.resolve(name));

        assertEquals(new Run(1, "", "portcullis: " + message.replace("F", folder.toString()) + "\n"), run);
    }

    @Test
    void tlsFiles_areSaid() throws IOException {
        Files.writeString(folder.resolve("c"), CANARY);
        Files.writeString(config, CONFIG.replaceFirst("port: 0", "port: 0, tls: {certificate: c, key: k}"));
        assertEquals("portcullis: the file `" + folder + "/k` cannot be read\n", run().err());

        Files.writeString(folder.resolve("k"), CANARY);
        assertEquals(
                "portcullis: `" + folder + "/c` and `" + folder + "/k` are not a PEM certificate and its PKCS#8 key\n",
                run().err());
    }

    @Test
    void authorities_areSaid() throws IOException {
        Files.writeString(folder.resolve("ca"), CANARY);
        Files.writeString(config, CONFIG.replaceFirst("http://127.0.0.1:1\"", "https://v.example:1\", ca: ca"));

        assertEquals("portcullis: `" + folder + "/ca` holds no PEM certificates\n", run().err());
    }

    /// The first door is closed again.
    @Test
    void secondDoorThatCannotOpen_stopsTheStart() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            assertEquals(
                    new Run(1, "", "portcullis: cannot listen on `127.0.0.1:" + port + "`: the port is in use\n"),
                    run("--set", "aws.listen.port=" + port));
        }
    }

    @Test
    void running_saysWhereAndNoSecret() throws Exception {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        BridgeEvents events =
                new BridgeEvents(new PrintStream(said, true, StandardCharsets.UTF_8), InstantSource.system());
        BridgeSettings settings = new BridgeSettingsReader(config, Map.of(), Map.of()).read();
        List<Door> doors = new ArrayList<>();
        try (RunningBridge bridge = RunningBridge.start(settings, events)) {
            assertEquals(
                    List.of("vault", "aws"),
                    bridge.doors().stream().map(Door::name).toList());
            for (Door door : bridge.doors()) {
                assertTrue(said.toString(StandardCharsets.UTF_8).contains(door.line()), door.line());
                new Socket(InetAddress.getLoopbackAddress(), door.address().getPort()).close();
            }
            doors.addAll(bridge.doors());
        }

        String text = said.toString(StandardCharsets.UTF_8);
        assertTrue(
                text.contains("the decision point is not there yet")
                        && text.contains("ready vault=")
                        && text.contains("stopped"),
                text);
        assertFalse(text.contains(CANARY), text);
        for (Door door : doors) {
            assertThrows(
                    ConnectException.class,
                    () -> new Socket(
                            InetAddress.getLoopbackAddress(), door.address().getPort()));
        }
    }
}
