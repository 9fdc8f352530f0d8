package dev.portcullis.pdp.app;

import dev.portcullis.pdp.grpc.ProtoRecordCodec;
import dev.portcullis.pdp.log.LogException;
import dev.portcullis.pdp.log.LogReader;
import dev.portcullis.pdp.log.RecordDocument;
import dev.portcullis.pdp.log.Replay;
import dev.portcullis.pdp.log.StoredRecord;
import dev.portcullis.rego.value.RegoJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `portcullis log`: what was decided, whether the record is whole, and everything needed to decide it again.
@Command(
        name = "log",
        description = "Shows, follows, verifies and replays decision logs.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class LogCommand {
    private static final int FAILED = 1;
    private static final int NOT_AS_WRITTEN = 2;
    private static final long TAIL_MILLIS = 200;

    @Spec
    private CommandSpec spec;

    @Command(name = "show", description = "Prints decisions, oldest first.", mixinStandardHelpOptions = true)
    int show(
            @Option(names = "--log", required = true, paramLabel = "DIR", description = "The log's directory.")
                    Path log,
            @Mixin FilterOptions filter,
            @Option(names = "--json", description = "One JSON object a line.") boolean json) {
        return guarded(() -> {
            LogReader reader = LogReader.open(log, new ProtoRecordCodec());
            print(reader, filter, json);
            return 0;
        });
    }

    @Command(
            name = "tail",
            description = "Prints the last decisions, then those that come.",
            mixinStandardHelpOptions = true)
    int tail(
            @Option(names = "--log", required = true, paramLabel = "DIR", description = "The log's directory.")
                    Path log,
            @Option(
                            names = {"-n", "--lines"},
                            defaultValue = "10",
                            paramLabel = "N",
                            description = "How many to begin with. Default: ${DEFAULT-VALUE}.")
                    int lines,
            @Mixin FilterOptions filter,
            @Option(names = "--json", description = "One JSON object a line.") boolean json) {
        return guarded(() -> {
            LogReader reader = LogReader.open(log, new ProtoRecordCodec());
            printLast(reader, filter, json, lines);
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(TAIL_MILLIS);
                reader.refresh();
                print(reader, filter, json);
            }
            return 0;
        });
    }

    @Command(
            name = "verify",
            description =
                    "Recomputes the chain and checks signatures; status 2 when something is not as it was written.",
            mixinStandardHelpOptions = true)
    int verify(
            @Option(names = "--log", required = true, paramLabel = "DIR", description = "The log's directory.")
                    Path log,
            @Option(
                            names = "--trust",
                            paramLabel = "FILE",
                            description = "Trust file; a checkpoint must be signed by one of its keys for purpose log.")
                    Optional<Path> trust,
            @Option(
                            names = "--expect-seq",
                            defaultValue = "0",
                            paramLabel = "N",
                            description = "The next frame's number that an earlier verify or the metric"
                                    + " pdp_log_next_seq named: a log that ends before it was cut.")
                    long expected) {
        return guarded(() -> new LogVerification(out()).run(log, trust, expected) ? 0 : NOT_AS_WRITTEN);
    }

    @Command(
            name = "replay",
            description = "Writes each decision as files that any Rego engine can evaluate again.",
            mixinStandardHelpOptions = true)
    int replay(
            @Option(names = "--log", required = true, paramLabel = "DIR", description = "The log's directory.")
                    Path log,
            @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where the files go.")
                    Path to) {
        return guarded(() -> {
            int written = new Replay(LogReader.open(log, new ProtoRecordCodec()), to).write(out());
            out().println(written + " decisions written to " + to);
            return 0;
        });
    }

    private void print(LogReader reader, FilterOptions filter, boolean json) throws LogException {
        for (Optional<StoredRecord> next = reader.next(); next.isPresent(); next = reader.next()) {
            if (filter.filter().matches(next.get())) {
                out().println(text(next.get(), json));
            }
        }
        out().flush();
    }

    private void printLast(LogReader reader, FilterOptions filter, boolean json, int lines) throws LogException {
        Deque<String> last = new ArrayDeque<>();
        for (Optional<StoredRecord> next = reader.next(); next.isPresent(); next = reader.next()) {
            if (filter.filter().matches(next.get())) {
                last.addLast(text(next.get(), json));
            }
            if (last.size() > lines) {
                last.removeFirst();
            }
        }
        last.forEach(out()::println);
        out().flush();
    }

    private static String text(StoredRecord record, boolean json) {
        return json ? RegoJson.write(RecordDocument.of(record)) : RecordDocument.line(record);
    }

    private interface Work {
        int run() throws LogException, IOException, InterruptedException;
    }

    private int guarded(Work work) {
        try {
            int status = work.run();
            out().flush();
            return status;
        } catch (LogException unusable) {
            return failed(unusable.reason());
        } catch (IOException unwritable) {
            return failed("cannot write: " + unwritable.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private int failed(String reason) {
        out().flush();
        spec.commandLine().getErr().println("portcullis: " + reason);
        return FAILED;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
