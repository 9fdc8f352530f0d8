package dev.portcullis.pdp.app;

import dev.portcullis.pdp.grpc.ProtoRecordCodec;
import dev.portcullis.pdp.log.LogException;
import dev.portcullis.pdp.log.LogReader;
import dev.portcullis.pdp.log.LogVerifier;
import dev.portcullis.pdp.log.RecordDocument;
import dev.portcullis.pdp.log.Replay;
import dev.portcullis.pdp.log.StoredRecord;
import dev.portcullis.rego.value.RegoJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
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
    private static final int ALTERED = 2;
    private static final long TAIL_MILLIS = 200;

    @Spec
    private CommandSpec spec;

    @Command(name = "show", description = "Prints every decision, oldest first.", mixinStandardHelpOptions = true)
    int show(
            @Option(names = "--log", required = true, paramLabel = "DIR", description = "The log's directory.")
                    Path log,
            @Option(names = "--json", description = "One JSON object a line.") boolean json) {
        return guarded(() -> {
            LogReader reader = LogReader.open(log, new ProtoRecordCodec());
            print(reader, json);
            return 0;
        });
    }

    @Command(name = "tail", description = "Prints decisions as they come.", mixinStandardHelpOptions = true)
    int tail(
            @Option(names = "--log", required = true, paramLabel = "DIR", description = "The log's directory.")
                    Path log,
            @Option(names = "--json", description = "One JSON object a line.") boolean json) {
        return guarded(() -> {
            LogReader reader = LogReader.open(log, new ProtoRecordCodec());
            while (!Thread.currentThread().isInterrupted()) {
                print(reader, json);
                Thread.sleep(TAIL_MILLIS);
                reader.refresh();
            }
            return 0;
        });
    }

    @Command(
            name = "verify",
            description = "Recomputes the chain; status 2 when something was altered.",
            mixinStandardHelpOptions = true)
    int verify(
            @Option(names = "--log", required = true, paramLabel = "DIR", description = "The log's directory.")
                    Path log) {
        return guarded(() -> {
            LogVerifier.Report report = LogVerifier.verify(log);
            for (LogVerifier.Finding finding : report.findings()) {
                out().println(
                                switch (finding) {
                                    case LogVerifier.Finding.Torn(Path file, long offset, long bytes) ->
                                        "torn: " + file + ": " + bytes + " bytes of an unfinished frame at " + offset;
                                    case LogVerifier.Finding.Altered(Path file, String what) ->
                                        "ALTERED: " + file + ": " + what;
                                });
            }
            out().println(report.decisions() + " decisions in " + report.segments() + " segments, frames "
                    + report.firstSeq() + " to " + report.nextSeq() + (report.isAltered() ? ": ALTERED" : ": intact"));
            return report.isAltered() ? ALTERED : 0;
        });
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

    private void print(LogReader reader, boolean json) throws LogException {
        for (Optional<StoredRecord> next = reader.next(); next.isPresent(); next = reader.next()) {
            StoredRecord record = next.get();
            out().println(json ? RegoJson.write(RecordDocument.of(record)) : RecordDocument.line(record));
        }
        out().flush();
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
        spec.commandLine().getErr().println("portcullis: " + reason);
        return FAILED;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
