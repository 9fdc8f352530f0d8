package dev.portcullis.pdp.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portcullis.pdp.decision.Caller;
import dev.portcullis.pdp.decision.Shadow;
import dev.portcullis.pdp.log.LogMode;
import dev.portcullis.pdp.log.LogOptions;
import dev.portcullis.pdp.policy.BundleSigning;
import dev.portcullis.pdp.policy.RevisionMark;
import dev.portcullis.settings.SettingsException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is wrong with a configuration is said in one line, with its place.
final class SettingsReaderTest {
    private static final String GOOD = """
            grpc:
              unix: {path: pdp.sock}
            bundles:
              - {name: b, directory: bundle}
            snapshot: {file: s.pcs, trust: trust, high_water_mark: mark}
            log: {directory: log, mode: durable}
            callers:
              - {type: uid, id: "0", doors: [grpc], subject_types: [workload]}
            management: {address: 127.0.0.1}
            """;

    @TempDir
    private Path folder = Path.of("");

    private Settings read(String text, Map<String, String> flags, Map<String, String> environment)
            throws IOException, SettingsException {
        Path file = Files.writeString(folder.resolve("server.yaml"), text);
        return new SettingsReader(file, flags, environment).read();
    }

    @Test
    void goodFile_isRead() throws IOException, SettingsException {
        Settings settings = read(GOOD, Map.of(), Map.of());
        assertEquals(LogMode.DURABLE, settings.log().mode());
        assertEquals(folder.resolve("log"), settings.log().directory());
        assertEquals("data.portcullis.decision", settings.policy().entrypoint());
    }

    @Test
    void shadow_coversTheCallersItNames_orAllOfAnEntrypoint() throws IOException, SettingsException {
        String two = GOOD.replace(
                "callers:\n", "callers:\n  - {type: uid, id: \"5\", doors: [grpc], subject_types: [workload]}\n");
        Caller five = new Caller(Caller.Type.UID, "5");
        Caller zero = new Caller(Caller.Type.UID, "0");
        long until = Instant.parse("2026-12-01T00:00:00Z").getEpochSecond() * 1_000_000_000L;
        assertEquals(
                new Shadow("b", Set.of(five), until),
                shadow(two, "{callers: [{type: uid, id: \"5\"}], until: 2026-12-01T00:00:00Z}"));
        assertEquals(
                new Shadow("b", Set.of(five, zero), until),
                shadow(two, "{entrypoints: [data.portcullis.decision], until: 2026-12-01T00:00:00Z}"));
        assertNull(read(two, Map.of(), Map.of()).bundles().getFirst().shadow());
    }

    @Test
    void twoBundlesOnTrial_areOneTooMany() {
        String shadow = "shadow: {entrypoints: [data.portcullis.decision], until: 2026-12-01T00:00:00Z}";
        String two = GOOD.replace(
                "{name: b, directory: bundle}",
                "{name: b, directory: bundle, " + shadow + "}\n  - {name: c, directory: other, " + shadow + "}");
        SettingsException refused = assertThrows(SettingsException.class, () -> read(two, Map.of(), Map.of()));
        assertEquals(
                folder.resolve("server.yaml")
                        + ": two bundles have a `shadow`, but a trial never covers another bundle",
                refused.getMessage());
    }

    private @Nullable Shadow shadow(String file, String block) throws IOException, SettingsException {
        String text = file.replace("directory: bundle", "directory: bundle, shadow: " + block);
        return read(text, Map.of(), Map.of()).bundles().getFirst().shadow();
    }

    @Test
    void logDefaults_keepEverythingUnsigned() throws IOException, SettingsException {
        Settings.Log log = read(GOOD, Map.of(), Map.of()).log();
        assertEquals(LogOptions.Retention.NONE, log.retention());
        assertEquals(new LogOptions.Rotation(64 << 20, Duration.ofDays(1)), log.rotation());
        assertEquals(Optional.empty(), log.key());
    }

    @Test
    void managementBeyondLoopback_isReadWhenItSaysSo() throws IOException, SettingsException {
        String beyond = "address: 0.0.0.0, port: 8182, beyond_loopback: true";
        assertEquals(
                Optional.of(new InetSocketAddress("0.0.0.0", 8_182)),
                read(GOOD.replace("address: 127.0.0.1", beyond), Map.of(), Map.of())
                        .management());
    }

    @Test
    void logBlock_isRead() throws IOException, SettingsException {
        String block = "mode: fsync, segment_bytes: 65536, segment_age_s: 60, key: keys/log.pem,"
                + " retention: {max_bytes: 131072, max_age_s: 3600}, mask: [context.address]";
        Settings.Log log =
                read(GOOD.replace("mode: durable", block), Map.of(), Map.of()).log();
        assertEquals(new LogOptions.Rotation(65_536, Duration.ofMinutes(1)), log.rotation());
        assertEquals(
                new LogOptions.Retention(OptionalLong.of(131_072), Optional.of(Duration.ofHours(1))), log.retention());
        assertEquals(Optional.of(folder.resolve("keys/log.pem")), log.key());
    }

    @Test
    void flagWinsOverEnvironmentWinsOverFile() throws IOException, SettingsException {
        Map<String, String> environment = Map.of("PORTCULLIS_PDP_LOG_MODE", "fsync");
        assertEquals(LogMode.FSYNC, read(GOOD, Map.of(), environment).log().mode());
        assertEquals(
                LogMode.ASYNC,
                read(GOOD, Map.of("log.mode", "async"), environment).log().mode());
    }

    @ParameterizedTest(name = "{0} → {1}: {2}")
    @CsvSource(delimiter = '¦', textBlock = """
            mode: durable ¦ mode: durabel ¦ :6:29: `log.mode` is `durabel`, expected one of async, durable, fsync
            directory: log ¦ directry: log ¦ :6:17: there is no setting `log.directry`; did you mean `directory`?
            snapshot: ¦ snapshots: ¦ : `snapshot.file` is missing
            unix: {path: pdp.sock} ¦ tcp: {address: 0.0.0.0} ¦ :2:18: `0.0.0.0` is not a loopback address, so `grpc.tcp.tls` with client certificates is needed
            127.0.0.1 ¦ 0.0.0.0 ¦ :9:23: the management port has no authentication and listens on loopback addresses only, unless `beyond_loopback` says that something else keeps strangers out
            address: 127.0.0.1 ¦ beyond_lopback: true ¦ :9:30: there is no setting `management.beyond_lopback`; did you mean `beyond_loopback`?
            directory: bundle ¦ archive: b.zip ¦ :4:24: a bundle is either a `directory` or an `archive` whose name ends with `.tar.gz`
            directory: bundle ¦ directory: bundle, shadow: {until: 2026-12-01T00:00:00Z} ¦ :4:42: `shadow` names either the `entrypoints` or the `callers` it covers
            directory: bundle ¦ directory: bundle, shadow: {entrypoints: [data.portcullis.decision]} ¦ :4:42: `bundles[0].shadow.until` is missing
            directory: bundle ¦ directory: bundle, shadow: {entrypoints: [data.portcullis.decision], until: soon} ¦ :4:91: `until` is `soon`, expected a time such as 2026-12-01T00:00:00Z
            directory: bundle ¦ directory: bundle, shadow: {entrypoints: [data.other], until: 2026-12-01T00:00:00Z} ¦ :4:56: `shadow` names the entrypoint `data.other`, but decisions are `data.portcullis.decision`
            directory: bundle ¦ directory: bundle, shadow: {callers: [{type: uid, id: "7"}], until: 2026-12-01T00:00:00Z} ¦ :4:69: `shadow` covers `uid:7`, which `callers` does not list
            directory: bundle ¦ directory: bundle, signing: {keys: []} ¦ :4:50: `signing` needs at least one of `keys`
            unix: {path: pdp.sock} ¦ unix: {path: pdp.sock, mode: x} ¦ :2:32: there is no setting `grpc.unix.mode`; known here are path, permissions
            [grpc] ¦ [http] ¦ :8:33: unknown `http` in `doors`, known are grpc
            mode: durable ¦ mask: [context.address, subject.id] ¦ :6:29: `subject.id` cannot be masked, what can lies below subject.properties, subject.actor_chain, action.properties, resource.properties, context, lineage, rows, answer.labels, answer.obligations
            mode: durable ¦ retention: {max_bytes: 1000} ¦ :6:46: `log.retention.max_bytes` is `1000`, expected an integer from 134217728 to 9223372036854775807
            mode: durable ¦ retention: {max_byte: 1000} ¦ :6:45: there is no setting `log.retention.max_byte`; did you mean `max_bytes`?
            grpc: ¦ grpc: [ ¦ :3:1: expected ',' or ']', but got <scalar>
            """)
    void mistake_isNamedWithItsPlace(String good, String bad, String expected) {
        SettingsException wrong =
                assertThrows(SettingsException.class, () -> read(GOOD.replace(good, bad), Map.of(), Map.of()));
        String reason = wrong.reason();
        assertEquals(expected, reason.substring(reason.indexOf("server.yaml") + "server.yaml".length()));
    }

    @Test
    void tlsSigningAndLimits_areRead() throws IOException, SettingsException {
        String signed = """
                grpc:
                  tcp: {address: 0.0.0.0, tls: {certificate: c.pem, key: k.pem, client_ca: ca.pem}}
                bundles:
                  - name: b
                    archive: b.tar.gz
                    signing:
                      keys: [{id: k1, algorithm: ES256, file: k1.pem, scope: write}]
                      require_exp: true
                      revision_mark: b.mark
                snapshot: {file: s.pcs, trust: trust, high_water_mark: mark}
                log: {directory: log, mode: durable}
                callers:
                  - {type: certificate, id: CN=broker, doors: [grpc], subject_types: [workload]}
                limits: {concurrency: {min: 8, max: 64}, connections: {max: 9, idle_ms: 5000}}
                """;
        Settings settings = read(signed, Map.of(), Map.of());
        BundleSigning signing =
                Objects.requireNonNull(settings.bundles().getFirst().signing());
        assertEquals(folder.resolve("k1.pem"), signing.keys().getFirst().file());
        assertEquals(new RevisionMark(folder.resolve("b.mark")), signing.revisions());
        assertEquals(
                folder.resolve("ca.pem"),
                settings.doors().tcp().orElseThrow().tls().orElseThrow().clientCa());
        assertEquals(64, settings.limits().serving().mostConcurrent());
        assertEquals(9, settings.limits().connections().most());
    }

    @Test
    void unknownFlag_isRefused() {
        SettingsException wrong =
                assertThrows(SettingsException.class, () -> read(GOOD, Map.of("log.mod", "async"), Map.of()));
        assertEquals("--set log.mod: there is no such setting; did you mean `log.mode`?", wrong.reason());
    }
}
