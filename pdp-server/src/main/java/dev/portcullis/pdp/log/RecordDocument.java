package dev.portcullis.pdp.log;

import dev.portcullis.pdp.decision.BundleRevision;
import dev.portcullis.pdp.decision.Decision;
import dev.portcullis.pdp.decision.Enforcement;
import dev.portcullis.pdp.decision.InputDocument;
import dev.portcullis.pdp.decision.Obligation;
import dev.portcullis.pdp.decision.ReasonCode;
import dev.portcullis.pdp.decision.SnapshotVersion;
import dev.portcullis.pdp.decision.Verdict;
import dev.portcullis.rego.eval.RuleReference;
import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.time.Instant;
import java.util.List;

/// Stored records for people and programs to read: JSON with the names of the wire, or one line.
public final class RecordDocument {
    private RecordDocument() {}

    /// The record as one object. The request is shown as the policy's input shows it, without lineage.
    public static RegoObject of(StoredRecord record) {
        Decision decision = record.decision();
        RegoObject.Builder document = RegoObject.builder()
                .put("decision_id", text(decision.id().toString()))
                .put("time_ns", RegoNumber.of(record.timeNs()))
                .put("request", request(record))
                .put("answer", answer(decision.verdict()))
                .put("bundles", bundles(decision.versions().bundles()))
                .put("evaluation_ns", RegoNumber.of(decision.evaluationNanos()))
                .put("enforcement", text(decision.enforcement().name()))
                .put("entrypoint", text(record.entrypoint()))
                .put("rows", rows(record.rows()));
        SnapshotVersion snapshot = decision.versions().snapshot();
        if (snapshot != null) {
            document.put("snapshot", text(snapshot.toString()));
            document.put("snapshot_age_s", RegoNumber.of(decision.versions().snapshotAgeSeconds()));
        }
        if (!record.masked().isEmpty()) {
            document.put("masked", texts(record.masked()));
        }
        if (!record.lineage().isEmpty()) {
            document.put("input_lineage", lineage(record.lineage()));
        }
        return document.build();
    }

    /// The answer as the policy gave it: `effect`, `reasons`, `obligations`, `labels`, all four.
    static RegoObject policyAnswer(Verdict verdict) {
        return policyAnswerBuilder(verdict).build();
    }

    /// When, which, what and about whom, on one line.
    public static String line(StoredRecord record) {
        Verdict verdict = record.decision().verdict();
        ReasonCode code = verdict.code();
        boolean shadow = record.decision().enforcement() == Enforcement.SHADOW;
        return "%s %s %-5s %s %s -> %s %s %s%s"
                .formatted(
                        Instant.ofEpochSecond(0, record.timeNs()),
                        record.decision().id(),
                        verdict.effect(),
                        record.request().action().name(),
                        record.request().subject().id(),
                        record.request().resource().id(),
                        code == null ? "-" : code,
                        verdict.reasons(),
                        shadow ? " (shadow)" : "");
    }

    private static RegoObject request(StoredRecord record) {
        RegoObject input = InputDocument.of(
                record.request(), record.call(), record.decision().id(), record.timeNs(), RegoObject.empty());
        RegoObject.Builder request = RegoObject.builder();
        for (int slot = 0, n = input.size(); slot < n; slot++) {
            if (!input.key(slot).equals(text("lineage"))) {
                request.put(input.key(slot), input.value(slot));
            }
        }
        return request.build();
    }

    private static RegoObject answer(Verdict verdict) {
        RegoObject.Builder answer = policyAnswerBuilder(verdict);
        ReasonCode code = verdict.code();
        if (code != null) {
            answer.put("reason_code", text(code.name()));
        }
        if (!verdict.message().isEmpty()) {
            answer.put("message", text(verdict.message()));
        }
        return answer.put("determining_rules", rules(verdict.determiningRules()))
                .build();
    }

    private static RegoObject.Builder policyAnswerBuilder(Verdict verdict) {
        RegoValue[] obligations = new RegoValue[verdict.obligations().size()];
        for (int i = 0; i < obligations.length; i++) {
            Obligation obligation = verdict.obligations().get(i);
            obligations[i] = RegoObject.builder()
                    .put("type", text(obligation.type().text()))
                    .put("properties", obligation.properties())
                    .build();
        }
        return RegoObject.builder()
                .put("effect", text(verdict.effect().name()))
                .put("reasons", texts(verdict.reasons()))
                .put("obligations", RegoArray.of(obligations))
                .put("labels", verdict.labels());
    }

    private static RegoArray rules(List<RuleReference> rules) {
        return RegoArray.copyOf(rules.stream()
                .map(rule -> RegoObject.builder()
                        .put("path", text(rule.path()))
                        .put("file", text(rule.span().file()))
                        .put("row", RegoNumber.of(rule.span().row()))
                        .build())
                .toList());
    }

    private static RegoArray bundles(List<BundleRevision> bundles) {
        return RegoArray.copyOf(bundles.stream()
                .map(bundle -> RegoObject.builder()
                        .put("name", text(bundle.name()))
                        .put("revision", text(bundle.revision()))
                        .build())
                .toList());
    }

    private static RegoObject lineage(List<StoredRecord.Part> parts) {
        RegoObject.Builder digests = RegoObject.builder();
        parts.forEach(part -> digests.put(part.name(), text(part.digest().toString())));
        return digests.build();
    }

    private static RegoArray rows(List<StoredRecord.Row> rows) {
        return RegoArray.copyOf(rows.stream()
                .map(row -> RegoObject.builder()
                        .put("table", text(row.table()))
                        .put("key", text(row.key()))
                        .put("digest", text(row.digest().toString()))
                        .build())
                .toList());
    }

    private static RegoArray texts(List<String> texts) {
        return RegoArray.copyOf(texts.stream().map(RecordDocument::text).toList());
    }

    private static RegoValue text(String value) {
        return RegoString.of(value);
    }
}
