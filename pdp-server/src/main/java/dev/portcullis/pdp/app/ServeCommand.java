package dev.portcullis.pdp.app;

import dev.portcullis.settings.SettingsException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `portcullis serve`: runs the decision point until it is told to stop.
@Command(name = "serve", description = "Runs the decision point.", mixinStandardHelpOptions = true, sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class ServeCommand implements Callable<Integer> {
    private static final int REFUSED = 1;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "The configuration; pdp-server/portcullis.example.yaml explains every setting.")
    private Path config;

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "Overrides one setting, such as grpc.tcp.port=8181; wins over the environment"
                    + " (PORTCULLIS_PDP_GRPC_TCP_PORT) and the file.")
    private Map<String, String> overrides = new HashMap<>();

    @Option(names = "--check", description = "Reads the configuration, says whether it can be used, and stops.")
    private boolean check;

    @Override
    public Integer call() throws InterruptedException {
        try {
            Settings settings = new SettingsReader(config, overrides, System.getenv()).read();
            if (check) {
                spec.commandLine().getOut().println(config + ": ok");
                return 0;
            }
            serve(settings);
            return 0;
        } catch (SettingsException wrong) {
            return refuse(List.of(wrong.reason()));
        } catch (StartException refused) {
            return refuse(refused.problems());
        }
    }

    private static void serve(Settings settings) throws StartException, InterruptedException {
        RunningServer server = RunningServer.start(settings, InstantSource.system(), System.err);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            server.close();
                            stopped.countDown();
                        },
                        "shutdown"));
        stopped.await();
    }

    private int refuse(List<String> problems) {
        problems.forEach(problem -> spec.commandLine().getErr().println("portcullis: " + problem));
        return REFUSED;
    }
}
