package dev.portcullis.benchmarks.estate;

import dev.portcullis.pdp.facts.LineageFacts;
import dev.portcullis.rego.value.RegoJson;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoValue;
import dev.portcullis.snapshot.Snapshot;
import dev.portcullis.snapshot.trust.Trust;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/// The document `data.lineage` of a published estate as `data.json` for OPA: what a plain `opa` needs for the same
/// policies, unchanged, to give the same answers.
public final class LineageJson {
    private final Writer file;

    private LineageJson(Writer file) {
        this.file = file;
    }

    /// @param arguments folder of the published estate; the JSON file
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        Trust trust = Trust.read(folder.resolve(PublishEstate.TRUST));
        try (Snapshot snapshot = Snapshot.open(folder.resolve(PublishEstate.SNAPSHOT), trust, Instant.now());
                Writer file = Files.newBufferedWriter(Path.of(arguments[1]))) {
            file.append("{\"lineage\":");
            new LineageJson(file).write(new LineageFacts(snapshot).data(), 2);
            file.append("}");
        }
        Report.print("json_bytes", Files.size(Path.of(arguments[1])));
    }

    /// Goes down so many levels member by member, so that no text is longer than a row.
    private void write(RegoValue value, int levels) throws IOException {
        if (levels == 0 || !(value instanceof RegoObject object)) {
            file.append(RegoJson.write(value));
            return;
        }
        for (int slot = 0; slot < object.size(); slot++) {
            file.append(slot == 0 ? "{" : ",")
                    .append(RegoJson.write(object.key(slot)))
                    .append(":");
            write(object.value(slot), levels - 1);
        }
        file.append(object.size() == 0 ? "{}" : "}");
    }
}
