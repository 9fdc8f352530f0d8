package dev.portcullis.pdp.app;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The command line of the decision point: `serve` and `log`.
@Command(
        name = "portcullis",
        description = "The decision point and its decision log.",
        subcommands = {ServeCommand.class, LogCommand.class},
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class PdpMain {
    private PdpMain() {}

    /// Runs a command and ends the process with its status.
    public static void main(String[] arguments) {
        OneLineLog.install();
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new PdpMain()).setExecutionExceptionHandler((failure, command, _) -> {
            // Whatever is left is a mistake of ours; a person still gets one line.
            command.getErr().println("portcullis: unexpected fault: " + failure);
            return CommandLine.ExitCode.SOFTWARE;
        });
    }
}
