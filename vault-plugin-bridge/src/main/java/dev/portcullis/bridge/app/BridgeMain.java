package dev.portcullis.bridge.app;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The command line of the bridge.
@Command(
        name = "portcullis",
        description = "Enforcement in front of vaults and token services.",
        subcommands = BridgeCommand.class,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class BridgeMain {
    private BridgeMain() {}

    /// Runs the command and ends the process with its status.
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new BridgeMain()).setExecutionExceptionHandler((failure, command, _) -> {
            // Whatever is left is a mistake of ours; a person still gets one line.
            command.getErr().println("portcullis: unexpected fault: " + failure);
            return CommandLine.ExitCode.SOFTWARE;
        });
    }
}
