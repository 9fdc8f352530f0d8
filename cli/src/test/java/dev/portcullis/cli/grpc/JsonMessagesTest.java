package dev.portcullis.cli.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portcullis.proto.pdp.v1.DecisionRequest;
import dev.portcullis.proto.pdp.v1.Value;
import dev.portcullis.rego.value.RegoJson;
import dev.portcullis.rego.value.RegoValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JsonMessagesTest {
    @Test
    void everyFieldOfARequestHasItsPlaceInJson() throws Exception {
        DecisionRequest request = read("""
                {"request_id": "r1", "dry_run": true, "min_snapshot": {"epoch": 7, "seq": 100},
                 "subject": {"type": "ai_agent", "id": "endpoint:ai_agent:lt/cursor", "properties": {"credential": "aws:access_key:A"},
                             "actor_chain": [{"type": "user", "id": "okta:user:larkfield/dana"}]},
                 "action": {"name": "role.assume", "properties": {"session": "s"}},
                 "resource": {"type": "aws_role", "id": "aws:role:1/r", "properties": {"tier": 2}},
                 "context": {"purpose": "p", "task": {"type": "refund", "id": "t"},
                             "session": {"id": "s", "granted_to": "g", "step_up_ns": 1793610000000000000},
                             "environment": "production", "region": "eu-west-1", "network_zone": "prod-core", "address": "10.10.0.5",
                             "requested_ttl_s": 3600, "requested_scopes": ["a", "b"],
                             "approval": {"id": "ap", "approved_until": 5, "state": "approved"}, "properties": {"k": []}}}
                """);
        assertEquals("r1", request.getRequestId());
        assertEquals(true, request.getDryRun());
        assertEquals(100, request.getMinSnapshot().getSeq());
        assertEquals(
                "aws:access_key:A",
                request.getSubject().getProperties(0).getValue().getStringValue());
        assertEquals(
                "okta:user:larkfield/dana",
                request.getSubject().getActorChain(0).getId());
        assertEquals("session", request.getAction().getProperties(0).getName());
        assertEquals(2, request.getResource().getProperties(0).getValue().getIntValue());
        assertEquals(
                1_793_610_000_000_000_000L, request.getContext().getSession().getStepUpNs());
        assertEquals(2, request.getContext().getRequestedScopesCount());
        assertEquals(3_600, request.getContext().getRequestedTtlS());
        assertEquals("approved", request.getContext().getApproval().getState());
        assertEquals("k", request.getContext().getProperties(0).getName());
        assertEquals("t", request.getContext().getTask().getId());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "{\"subjekt\": {}}                     | unknown key `subjekt`; did you mean `subject`?",
                "{\"subject\": {\"ids\": \"x\"}}       | unknown key `subject.ids`; did you mean `id`?",
                "{\"action\": {\"zzzzzz\": 1}}         | unknown key `action.zzzzzz`; known are name, properties",
                "{\"subject\": {\"id\": 7}}            | `subject.id` must be a string, not the number 7",
                "{\"subject\": null}                   | `subject` must be an object, not null; leave out what is not known",
                "{\"dry_run\": \"yes\"}                | `dry_run` must be true or false, not a string",
                "{\"context\": {\"requested_ttl_s\": 1.5}} | `context.requested_ttl_s` must be an integer of 64 bits, not the number 1.5",
                "{\"context\": {\"requested_ttl_s\": 9223372036854775808}} | `context.requested_ttl_s` must be an integer of 64 bits, not the number 9223372036854775808",
                "{\"context\": {\"requested_scopes\": \"a\"}} | `context.requested_scopes` must be an array, not a string",
                "{\"context\": {\"requested_scopes\": [\"a\", {}]}} | `context.requested_scopes[1]` must be a string, not an object",
                "{\"subject\": {\"properties\": []}}   | `subject.properties` must be an object, not an array",
            })
    void anythingElseIsNamed(String json, String message) {
        assertEquals(
                message, assertThrows(RequestException.class, () -> read(json)).getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "null | NULL_VALUE",
                "true | BOOL_VALUE",
                "-9223372036854775808 | INT_VALUE",
                "1793610000000000000 | INT_VALUE",
                "9223372036854775808 | NUMBER_TEXT",
                "1.10 | NUMBER_TEXT",
                "1e3 | NUMBER_TEXT",
                "\"text\" | STRING_VALUE",
                "[1,[2.50]] | LIST_VALUE",
                "{\"\":{\"a\":[null]}} | OBJECT_VALUE",
            })
    void valueThereAndBack_isTheSameText(String json, Value.KindCase kind) throws Exception {
        RegoValue value = RegoJson.read(json);
        Value proto = ValueMapping.toProto(value);
        assertEquals(kind, proto.getKindCase());
        assertEquals(json, RegoJson.write(ValueMapping.toJson(proto)));
    }

    private static DecisionRequest read(String json) throws Exception {
        return FakeDecisionPoint.request(json);
    }
}
