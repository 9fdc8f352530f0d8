package dev.portcullis.pdp.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.pdp.decision.DecisionRecord;
import dev.portcullis.pdp.decision.FakePolicies;
import dev.portcullis.pdp.grpc.ProtoRecordCodec;
import dev.portcullis.rego.eval.EvaluationException;
import dev.portcullis.rego.eval.EvaluationResult;
import dev.portcullis.rego.source.Span;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {
    private static final RecordCodec CODEC = new ProtoRecordCodec();

    @TempDir
    Path directory;

    @TempDir
    Path out;

    @Test
    void write_decidedByPolicy() throws Exception {
        DecisionRecord record = Decisions.denied().next();
        String id = record.decision().id().toString();

        assertEquals("", replay(record));

        assertEquals(FakePolicies.json("""
                        {"effect": "DENY", "reasons": ["a", "b"], "labels": {"team": "x"},
                         "obligations": [{"type": "notify", "properties": {"to": ["q"], "n": 1.50}}]}
                        """), json(id, "expected.json"));
        assertEquals(
                FakePolicies.json(
                        "{\"lineage\": {\"resources\": {\"vault:secret:a\": {\"environment\": \"production\"}}}}"),
                json(id, "data.json"));
        assertEquals(
                FakePolicies.json("{\"bundle\": \"/bundles/x\", \"entrypoint\": \"data.portcullis.decision\"}"),
                json(id, "meta.json"));
        RegoObject input = (RegoObject) json(id, "input.json");
        assertEquals(FakePolicies.json("{\"target\": {\"environment\": \"production\"}}"), input.get("lineage"));
        assertEquals(FakePolicies.json("""
                        {"id": "t9", "time_ns": 1793610000000000000, "door": "grpc", "dry_run": false,
                         "caller": {"type": "uid", "id": "1000"}}
                        """), input.get("request"));
    }

    @Test
    void write_undefined() throws Exception {
        DecisionRecord record = new Decisions(new FakePolicies(_ -> new EvaluationResult.Undefined())).next();

        assertEquals("", replay(record));

        assertEquals(
                FakePolicies.json("{\"undefined\": true}"),
                json(record.decision().id().toString(), "expected.json"));
    }

    @Test
    void write_withoutResult_isSkippedWithItsCode() throws Exception {
        DecisionRecord record = new Decisions(new FakePolicies(_ -> {
                    throw new EvaluationException(EvaluationException.Code.BUDGET, Span.NONE, "steps");
                }))
                .next();

        assertEquals("skipped " + record.decision().id() + " BUDGET_EXCEEDED\n", replay(record));

        assertFalse(Files.exists(out.resolve(record.decision().id().toString())));
    }

    @Test
    void line_saysWhoWhatAndWhy() throws Exception {
        replay(Decisions.denied().next());
        StoredRecord stored = LogReader.open(directory, CODEC).next().orElseThrow();

        assertEquals(
                "2026-11-02T09:00:00Z " + stored.decision().id() + " DENY  secret.read"
                        + " endpoint:mcp_server:lt-dana-01/db-explorer -> vault:secret:vault-prod/kv/payments/psp-api-key"
                        + " POLICY_DENY [a, b]",
                RecordDocument.line(stored));
    }

    @Test
    void document_showsTheWholeRecord() throws Exception {
        replay(Decisions.denied().next());
        StoredRecord stored = LogReader.open(directory, CODEC).next().orElseThrow();

        RegoObject document = RecordDocument.of(stored);

        assertEquals(RegoString.of("7.100"), document.get("snapshot"));
        assertEquals(FakePolicies.json("""
                        {"effect": "DENY", "reason_code": "POLICY_DENY", "reasons": ["a", "b"], "labels": {"team": "x"},
                         "obligations": [{"type": "notify", "properties": {"to": ["q"], "n": 1.50}}],
                         "determining_rules": [{"path": "data.portcullis.decision", "file": "portcullis/main.rego", "row": 12}]}
                        """), document.get("answer"));
        assertTrue(document.get("request") instanceof RegoObject request && request.get("lineage") == null);
    }

    private String replay(DecisionRecord record) throws Exception {
        LogOptions options = LogFixture.server(
                LogFixture.options(directory, LogMode.DURABLE),
                RegoObject.of(Map.of("bundle", RegoString.of("/bundles/x"))));
        try (SegmentLog log = SegmentLog.open(options, CODEC, Decisions.CLOCK)) {
            log.append(record, _ -> {});
        }
        StringWriter skipped = new StringWriter();
        new Replay(LogReader.open(directory, CODEC), out).write(new PrintWriter(skipped));
        return skipped.toString();
    }

    private RegoValue json(String id, String file) throws Exception {
        return FakePolicies.json(Files.readString(out.resolve(id).resolve(file)));
    }
}
