package dev.portcullis.cli;

import dev.portcullis.snapshot.trust.KeyPairFiles;
import dev.portcullis.snapshot.trust.Purpose;
import dev.portcullis.snapshot.trust.TrustException;
import dev.portcullis.snapshot.trust.TrustedKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `portcullis keys`: makes the keys that sign snapshots, bundles and decision logs.
@Command(name = "keys", description = "Generate signing keys.")
final class KeysCommand {
    private final Console console;

    KeysCommand(Console console) {
        this.console = console;
    }

    @Command(
            name = "generate",
            description = "Make an Ed25519 key pair: the private half as DIR/ID.pem, the public half as a trust line.",
            footer = {
                "",
                "The trust line goes to standard output, or into the trust file that --trust names.",
                "",
                "  portcullis keys generate --out keys --id lab --purpose snapshot,log --trust keys/trust"
            })
    int generate(
            @Option(names = "--out", paramLabel = "DIR", required = true, description = "Where the private key goes.")
                    Path directory,
            @Option(names = "--id", paramLabel = "KEYID", required = true, description = "The id signatures name.")
                    String id,
            @Option(
                            names = "--purpose",
                            split = ",",
                            paramLabel = "PURPOSE",
                            defaultValue = "snapshot",
                            description = "What it may sign: snapshot, bundle, log. Default: ${DEFAULT-VALUE}.")
                    List<String> purposes,
            @Option(names = "--not-before", paramLabel = "TIME", description = "Start of validity, RFC 3339.") @Nullable
                    Instant notBefore,
            @Option(names = "--not-after", paramLabel = "TIME", description = "End of validity, RFC 3339.") @Nullable
                    Instant notAfter,
            @Option(names = "--trust", paramLabel = "FILE", description = "Trust file to add the public half to.")
                    @Nullable
                    Path trust)
            throws IOException, CommandException {
        if (!TrustedKey.isId(id)) {
            throw new CommandException("`" + id + "` is no key id; allowed are 1 to 32 of a-z, 0-9, dot, dash and "
                    + "underscore, beginning with a letter or digit");
        }
        Set<Purpose> allowed = purposes(purposes);
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        KeyPairFiles pair = KeyPairFiles.generate(directory, id, allowed, notBefore, notAfter);
        if (trust == null) {
            console.out().println(pair.trusted().line());
        } else {
            append(pair, trust);
        }
        console.err()
                .println("private key in `" + pair.privateKey() + "`, mode 0600; keep it where only its user can read");
        return ExitCode.OK;
    }

    /// A pair that its trust file refuses is of no use: its private half goes again.
    private static void append(KeyPairFiles pair, Path trust) throws IOException, CommandException {
        try {
            pair.appendTo(trust);
        } catch (TrustException refused) {
            Files.delete(pair.privateKey());
            throw new CommandException(String.valueOf(refused.getMessage()));
        } catch (IOException failed) {
            Files.delete(pair.privateKey());
            throw failed;
        }
    }

    private static Set<Purpose> purposes(List<String> words) throws CommandException {
        Set<Purpose> purposes = EnumSet.noneOf(Purpose.class);
        for (String word : words) {
            purposes.add(Purpose.of(word)
                    .orElseThrow(() -> new CommandException("`" + word + "` is no purpose; allowed are "
                            + Arrays.stream(Purpose.values()).map(Purpose::word).collect(Collectors.joining(", ")))));
        }
        return purposes;
    }
}
