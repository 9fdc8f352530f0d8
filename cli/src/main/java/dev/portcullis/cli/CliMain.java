package dev.portcullis.cli;

import dev.portcullis.cli.eval.ResultFormat;
import dev.portcullis.cli.grpc.BatchSemantic;
import dev.portcullis.cli.testing.TestReport;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The program behind the commands of authors and operators: `main`, and the list of its commands.
public final class CliMain {
    private CliMain() {}

    /// Runs one command and ends the process with its exit code.
    public static void main(String[] args) {
        // Libraries speak only when a command cannot go on; what matters reaches the user as the command's one line.
        Logger.getLogger("").setLevel(Level.OFF);
        System.exit(run(Console.system(), args));
    }

    /// Runs one command.
    ///
    /// @return its exit code
    static int run(Console console, String... args) {
        Failures failures = new Failures(console);
        return new CommandLine(new Portcullis())
                .addSubcommand(new DecideCommand(console))
                .addSubcommand(new RehearseCommand(console))
                .addSubcommand(new SnapshotCommand(console))
                .addSubcommand(new KeysCommand(console))
                .addSubcommand(new EvalCommand(console))
                .addSubcommand(new TestCommand(console))
                .addSubcommand(new CheckCommand(console))
                .registerConverter(ResultFormat.class, text -> named(ResultFormat.values(), text))
                .registerConverter(TestReport.class, text -> named(TestReport.values(), text))
                .registerConverter(Instant.class, CliMain::instant)
                .registerConverter(Duration.class, new Durations())
                .registerConverter(BatchSemantic.class, text -> named(BatchSemantic.values(), text))
                .setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures)
                .setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
                .execute(args);
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException notATime) {
            throw new CommandLine.TypeConversionException("`" + text + "` is not a time such as 2026-11-02T09:00:00Z");
        }
    }

    /// The one of these values that the command line calls so.
    private static <T> T named(T[] values, String text) {
        return Arrays.stream(values)
                .filter(each -> each.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new CommandLine.TypeConversionException("`" + text + "` is none of "
                        + Arrays.stream(values).map(Object::toString).collect(Collectors.joining(", "))));
    }

    /// The root of the commands, which does nothing itself.
    @Command(
            name = "portcullis",
            description = "Author and operator commands of Portcullis.",
            scope = CommandLine.ScopeType.INHERIT,
            mixinStandardHelpOptions = true,
            synopsisSubcommandLabel = "COMMAND",
            versionProvider = Version.class)
    private static final class Portcullis {}

    /// Says which build this is, as its jar knows it.
    private static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = CliMain.class.getPackage().getImplementationVersion();
            return new String[] {"portcullis " + (version == null ? "development build" : version)};
        }
    }
}
