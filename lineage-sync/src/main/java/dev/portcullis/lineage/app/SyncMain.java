package dev.portcullis.lineage.app;

import dev.portcullis.lineage.sync.Publisher;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/// Starts the commands of lineage-sync. The launcher passes the command name on, as in `sync --once …`.
@Command(name = "portcullis", synopsisSubcommandLabel = "sync")
public final class SyncMain {
    /// Exit code of a command line that is not understood.
    static final int USAGE = 2;

    /// Exit code of a command that could not do what it was asked to.
    static final int FAILED = 1;

    private SyncMain() {}

    public static void main(String[] arguments) {
        var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(out, err, SyncMain::sleep, arguments));
    }

    /// Runs a command line; what `main` does, with its outputs and its pause given.
    ///
    /// @return the exit code
    static int run(PrintWriter out, PrintWriter err, SyncCommand.Pause pause, String... arguments) {
        var sync = new CommandLine(new SyncCommand(pause));
        sync.getCommandSpec().addOption(help());
        return new CommandLine(new SyncMain())
                .addSubcommand(sync)
                .setOut(out)
                .setErr(err)
                .setParameterExceptionHandler(SyncMain::refuse)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    if (failure instanceof Publisher.PublishException) {
                        command.getErr().println("error: " + failure.getMessage());
                        return FAILED;
                    }
                    throw failure;
                })
                .execute(arguments);
    }

    private static OptionSpec help() {
        return OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Shows this text.")
                .build();
    }

    private static int refuse(ParameterException refused, String[] arguments) {
        PrintWriter err = refused.getCommandLine().getErr();
        String message =
                String.valueOf(refused.getMessage()).lines().findFirst().orElse("");
        err.println("error: " + message + "; `portcullis sync --help` lists what is allowed");
        return USAGE;
    }

    private static boolean sleep(Duration interval) {
        try {
            Thread.sleep(interval);
            return true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
