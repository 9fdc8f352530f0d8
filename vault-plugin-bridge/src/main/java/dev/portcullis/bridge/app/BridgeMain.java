package dev.portcullis.bridge.app;

import java.util.logging.Level;
import java.util.logging.Logger;
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
    /// gRPC asks every channel for TCP's keep-alive, and Netty warns of it at every connection to a unix socket.
    private static final Logger NETTY = Logger.getLogger("io.netty.bootstrap");

    private BridgeMain() {}

    /// Runs the command and ends the process with its status.
    public static void main(String[] arguments) {
        NETTY.setLevel(Level.SEVERE);
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
