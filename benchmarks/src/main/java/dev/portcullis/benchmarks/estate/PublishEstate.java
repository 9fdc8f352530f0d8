package dev.portcullis.benchmarks.estate;

import dev.portcullis.snapshot.SnapshotContent;
import dev.portcullis.snapshot.SnapshotWriter;
import dev.portcullis.snapshot.trust.KeyPairFiles;
import dev.portcullis.snapshot.trust.Purpose;
import dev.portcullis.snapshot.trust.SigningKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;

/// Writes a synthetic estate as a signed snapshot: `lineage.pcs` and `trust` in a folder that is empty or new.
public final class PublishEstate {
    static final String SNAPSHOT = "lineage.pcs";
    static final String TRUST = "trust";

    private PublishEstate() {}

    /// @param arguments number of identities, folder
    public static void main(String[] arguments) throws Exception {
        int identities = Integer.parseInt(arguments[0]);
        Path folder = Files.createDirectories(Path.of(arguments[1]));
        KeyPairFiles pair = KeyPairFiles.generate(folder, "benchmark", EnumSet.of(Purpose.SNAPSHOT), null, null);
        pair.appendTo(folder.resolve(TRUST));
        long started = System.nanoTime();
        SnapshotContent content = new EstateContent(new Estate(identities)).build();
        long built = System.nanoTime();
        new SnapshotWriter(SigningKey.read(pair.privateKey())).publish(content, folder.resolve(SNAPSHOT));
        long written = System.nanoTime();
        Report.print(
                "nodes", content.nodes().size(),
                "edges", content.edges().size(),
                "baseline", content.baseline().size(),
                "reaches", content.reaches().size(),
                "bytes", Files.size(folder.resolve(SNAPSHOT)),
                "generate_s", (built - started) / 1e9,
                "write_s", (written - built) / 1e9);
    }
}
