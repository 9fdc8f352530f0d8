package dev.portcullis.cli;

import dev.portcullis.cli.inspect.SnapshotDescription;
import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoJson;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.snapshot.Snapshot;
import dev.portcullis.snapshot.SnapshotFormatException;
import dev.portcullis.snapshot.trust.Trust;
import dev.portcullis.snapshot.trust.TrustException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `portcullis snapshot`: what a snapshot file is and says. A file that is not proven is never read further.
@Command(name = "snapshot", description = "Inspect and verify snapshot files.")
final class SnapshotCommand {
    private final Console console;

    SnapshotCommand(Console console) {
        this.console = console;
    }

    /// What both sub-commands need.
    static final class SnapshotFile {
        @Parameters(paramLabel = "FILE", description = "The snapshot file.")
        private Path file = Path.of("");

        @Option(
                names = "--trust",
                paramLabel = "FILE",
                required = true,
                description = "Trust file with the keys that may sign snapshots.")
        private Path trust = Path.of("");

        @Option(names = "--at", paramLabel = "TIME", description = "Judge as of this time (RFC 3339). Default: now.")
        private @Nullable Instant at;

        Instant now() {
            return at == null ? Instant.now() : at;
        }

        Snapshot open() throws IOException, CommandException {
            try {
                return Snapshot.open(file, Trust.read(trust), now());
            } catch (SnapshotFormatException refused) {
                throw new CommandException(refused.getMessage() + " (" + refused.code() + ")");
            } catch (TrustException refused) {
                throw new CommandException(String.valueOf(refused.getMessage()));
            }
        }
    }

    @Command(
            name = "verify",
            description = "Check signature, digests, every reference and freshness, as a decision point does.",
            footer = {"", "Exit status: 0 a decision point would decide on it, 1 it would not."})
    int verify(@Mixin SnapshotFile input) throws IOException, CommandException {
        try (Snapshot snapshot = input.open()) {
            Instant notAfter = instant(snapshot.notAfterNs());
            if (!input.now().isBefore(notAfter)) {
                throw new CommandException(snapshot.file() + ": snapshot " + snapshot.version() + " is signed by `"
                        + snapshot.keyId() + "`, but decides only before " + notAfter
                        + "; publish a new one with `portcullis sync`");
            }
            console.out()
                    .println(snapshot.file() + ": snapshot " + snapshot.version() + ", signed by `" + snapshot.keyId()
                            + "`, built at " + instant(snapshot.builtAtNs()) + ", decides before " + notAfter);
            return ExitCode.OK;
        }
    }

    @Command(name = "inspect", description = "Show what a snapshot holds, or everything about one id.")
    int inspect(
            @Mixin SnapshotFile input,
            @Option(names = "--node", paramLabel = "ID", description = "Only what it says about this id.") @Nullable
                    String node,
            @Option(names = "--json", description = "Print JSON.") boolean json)
            throws IOException, CommandException {
        try (Snapshot snapshot = input.open()) {
            var description = new SnapshotDescription(snapshot);
            if (node == null) {
                print(description.overview(input.now()), json);
                return ExitCode.OK;
            }
            RegoArray nodes = description
                    .node(node)
                    .orElseThrow(() -> new CommandException(
                            snapshot.file() + ": snapshot " + snapshot.version() + " has no node `" + node + "`"));
            nodes.toList().forEach(each -> print((RegoObject) each, json));
            return ExitCode.OK;
        }
    }

    private void print(RegoObject object, boolean json) {
        console.out().print(json ? RegoJson.write(object) + "\n" : JsonText.of(object));
    }

    private static Instant instant(long ns) {
        return Instant.ofEpochSecond(0, ns);
    }
}
