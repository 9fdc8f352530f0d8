package dev.portcullis.cli;

import dev.portcullis.cli.grpc.NoDecisionException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import picocli.CommandLine;

/// Turns whatever ends a command early into one line on the error stream and an exit code.
final class Failures implements CommandLine.IExecutionExceptionHandler, CommandLine.IParameterExceptionHandler {
    private final Console console;

    Failures(Console console) {
        this.console = console;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        switch (failure) {
            case CommandException known -> {
                print(String.valueOf(failure.getMessage()));
                return known.exitCode();
            }
            case NoDecisionException _ -> print(String.valueOf(failure.getMessage()));
            case IOException io -> print(sentence(io));
            case InterruptedException _ -> print("interrupted");
            default -> printUnexpected(failure);
        }
        return ExitCode.FAILED;
    }

    @Override
    public int handleParseException(CommandLine.ParameterException failure, String[] args) {
        String name = failure.getCommandLine().getCommandSpec().qualifiedName().replaceFirst("^portcullis ?", "");
        String line = String.valueOf(failure.getMessage()).lines().findFirst().orElse("wrong arguments");
        print(line.substring(0, 1).toLowerCase(Locale.ROOT) + line.substring(1).replace('\'', '`')
                + "; see `portcullis " + (name.isEmpty() ? "help" : name + " --help") + "`");
        return ExitCode.FAILED;
    }

    /// What an operator should know of a file that cannot be read or written.
    static String sentence(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        return switch (failure) {
            case NoSuchFileException _ -> "there is no file `" + message + "`";
            case AccessDeniedException _ -> "`" + message + "` may not be accessed by this user";
            case FileAlreadyExistsException _ -> "`" + message + "` exists already; remove it or choose another name";
            default -> message;
        };
    }

    /// A defect of this program: one line still, and the trace for those who ask.
    private void printUnexpected(Exception failure) {
        print("unexpected failure, please report it (PORTCULLIS_TRACE=1 shows the trace): " + failure);
        if (System.getenv("PORTCULLIS_TRACE") != null) {
            failure.printStackTrace(console.err());
        }
    }

    private void print(String line) {
        console.err().println("portcullis: " + line);
    }
}
