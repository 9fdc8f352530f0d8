package dev.portcullis.bridge.app;

import dev.portcullis.settings.SettingsException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `portcullis bridge`: runs the enforcement points until it is told to stop.
@Command(
        name = "bridge",
        description =
                "Runs the enforcement points: a proxy for stock Vault clients, a credentials endpoint for AWS SDKs, or both.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class BridgeCommand implements Callable<Integer> {
    private static final int REFUSED = 1;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description =
                    "The configuration; vault-plugin-bridge/portcullis-bridge.example.yaml explains every setting.")
    private Path config;

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "Overrides one setting, such as vault.listen.port=8100; wins over the environment"
                    + " (PORTCULLIS_BRIDGE_VAULT_LISTEN_PORT) and the file.")
    private Map<String, String> overrides = new HashMap<>();

    @Option(names = "--check", description = "Reads the configuration, says whether it can be used, and stops.")
    private boolean check;

    @Override
    public Integer call() throws InterruptedException {
        try {
            BridgeSettings settings = new BridgeSettingsReader(config, overrides, System.getenv()).read();
            if (check) {
                spec.commandLine().getOut().println(config + ": ok");
                return 0;
            }
            serve(settings);
            return 0;
        } catch (SettingsException wrong) {
            return refuse(wrong.reason());
        } catch (StartException refused) {
            return refuse(refused.reason());
        }
    }

    private static void serve(BridgeSettings settings) throws StartException, InterruptedException {
        BridgeEvents events = new BridgeEvents(System.err, InstantSource.system());
        LibraryLog.install(events);
        RunningBridge bridge = RunningBridge.start(settings, events);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            bridge.close();
                            stopped.countDown();
                        },
                        "shutdown"));
        stopped.await();
    }

    private int refuse(String problem) {
        spec.commandLine().getErr().println("portcullis: " + problem);
        return REFUSED;
    }
}
