package dev.portcullis.pdp.log;

import dev.portcullis.pdp.decision.InputDocument;
import dev.portcullis.pdp.decision.ReasonCode;
import dev.portcullis.rego.value.RegoBoolean;
import dev.portcullis.rego.value.RegoJson;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Writes logged decisions as files that any Rego engine can evaluate again: per decision a directory named by its
/// id
/// with `input.json`, `data.json` (the rows of `data.lineage` that were read), `expected.json` and `meta.json`.
public final class Replay {
    private final LogReader log;
    private final Path out;

    /// @param out directory to write to; made if need be
    public Replay(LogReader log, Path out) {
        this.log = log;
        this.out = out;
    }

    /// Writes all decisions that reached an evaluation with a result; each other one is a line on `skipped`, and so is
    /// each one of which something was masked: without it nobody can tell what the policy would say again.
    ///
    /// @return how many decisions were written
    /// @throws LogException when the log cannot be read
    /// @throws IOException when a file cannot be written
    public int write(PrintWriter skipped) throws LogException, IOException {
        int written = 0;
        for (Optional<StoredRecord> next = log.next(); next.isPresent(); next = log.next()) {
            StoredRecord record = next.get();
            if (!record.masked().isEmpty()) {
                skipped.println("skipped " + record.decision().id() + " masked " + String.join(",", record.masked()));
                continue;
            }
            Optional<RegoObject> expected = expected(record);
            if (expected.isEmpty() || record.lineage().isEmpty()) {
                skipped.println("skipped " + record.decision().id() + " "
                        + record.decision().verdict().code());
                continue;
            }
            write(record, log.lineage(record), expected.get());
            written++;
        }
        skipped.flush();
        return written;
    }

    /// What the entrypoint must give again; empty when the record does not say what it gave.
    private static Optional<RegoObject> expected(StoredRecord record) {
        ReasonCode code = record.decision().verdict().code();
        if (record.entrypoint().isEmpty()) {
            return Optional.empty();
        }
        if (code == null || code == ReasonCode.POLICY_DENY) {
            return Optional.of(RecordDocument.policyAnswer(record.decision().verdict()));
        }
        return code == ReasonCode.UNDEFINED
                ? Optional.of(RegoObject.of(Map.of("undefined", RegoBoolean.TRUE)))
                : Optional.empty();
    }

    private void write(StoredRecord record, RegoObject lineage, RegoObject expected) throws LogException, IOException {
        Path directory =
                Files.createDirectories(out.resolve(record.decision().id().toString()));
        RegoObject input = InputDocument.of(
                record.request(), record.call(), record.decision().id(), record.timeNs(), lineage);
        writeJson(directory, "input.json", input);
        writeJson(directory, "data.json", RegoObject.of(Map.of("lineage", rows(record))));
        writeJson(directory, "expected.json", expected);
        writeJson(directory, "meta.json", meta(record));
    }

    private RegoObject rows(StoredRecord record) throws LogException {
        Map<String, RegoObject.Builder> tables = new TreeMap<>();
        for (StoredRecord.Row row : record.rows()) {
            tables.computeIfAbsent(row.table(), _ -> RegoObject.builder()).put(row.key(), log.facts(row.digest()));
        }
        RegoObject.Builder lineage = RegoObject.builder();
        tables.forEach((table, rows) -> lineage.put(table, rows.build()));
        return lineage.build();
    }

    private RegoObject meta(StoredRecord record) {
        RegoValue bundle = log.server().get("bundle");
        return RegoObject.builder()
                .put("bundle", bundle == null ? RegoString.EMPTY : bundle)
                .put("entrypoint", RegoString.of(record.entrypoint()))
                .build();
    }

    private static void writeJson(Path directory, String name, RegoObject content) throws IOException {
        Files.writeString(directory.resolve(name), RegoJson.writePretty(content) + "\n");
    }
}
