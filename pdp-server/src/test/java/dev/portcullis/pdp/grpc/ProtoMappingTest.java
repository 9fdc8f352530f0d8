package dev.portcullis.pdp.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.portcullis.pdp.decision.Limits;
import dev.portcullis.pdp.decision.MappedRequest;
import dev.portcullis.pdp.decision.RequestRules;
import dev.portcullis.pdp.decision.Requests;
import dev.portcullis.pdp.decision.SnapshotVersion;
import dev.portcullis.proto.pdp.v1.DecisionRequest;
import dev.portcullis.proto.pdp.v1.Field;
import dev.portcullis.proto.pdp.v1.ListValue;
import dev.portcullis.proto.pdp.v1.ObjectValue;
import dev.portcullis.proto.pdp.v1.Value;
import dev.portcullis.rego.value.RegoJson;
import dev.portcullis.rego.value.RegoSet;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProtoMappingTest {
    private static final ProtoMapping MAPPING = new ProtoMapping(new RequestRules(Limits.Request.DEFAULT));

    @Test
    void map_valid_isWhatWasSent() {
        assertEquals(new MappedRequest.Valid(Requests.valid()), MAPPING.map(Messages.valid(), Requests.GRANT));
    }

    @Test
    void map_minSnapshot() {
        DecisionRequest message = RequestMessages.fromRequest(Requests.insistingOn(new SnapshotVersion(7, 3)));

        assertEquals(
                new MappedRequest.Valid(Requests.insistingOn(new SnapshotVersion(7, 3))),
                MAPPING.map(message, Requests.GRANT));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badRequests")
    void map_badRequest(String message, DecisionRequest request) {
        MappedRequest.Invalid invalid =
                assertInstanceOf(MappedRequest.Invalid.class, MAPPING.map(request, Requests.GRANT));

        assertEquals(message, invalid.message());
        assertFalse(invalid.known().toString().contains("hunter2"));
    }

    static Stream<Arguments> badRequests() {
        Field secret = Messages.field("password", Messages.text("hunter2"));
        Value nested = Value.newBuilder()
                .setListValue(ListValue.newBuilder()
                        .addValues(Value.newBuilder()
                                .setObjectValue(ObjectValue.newBuilder().addFields(secret))))
                .build();
        return Stream.of(
                Arguments.of(
                        "`subject.type` is none of [ai_agent, container, function, job, mcp_server, pipeline, saas_app,"
                                + " session, user, workload]",
                        DecisionRequest.getDefaultInstance()),
                bad(
                        "`subject.id` is not a canonical id `system:type:path`",
                        r -> r.getSubjectBuilder().clearId()),
                bad("`resource.type` is not a lower-case word such as `vault_secret`", r -> r.clearResource()),
                bad(
                        "`context.session.id` is empty",
                        r -> r.getContextBuilder().getSessionBuilder().clearId()),
                bad(
                        "`context.approval.id` is empty",
                        r -> r.getContextBuilder().getApprovalBuilder().clearId()),
                bad("`min_snapshot` is 0.0, the least is 1.0", r -> r.getMinSnapshotBuilder()),
                bad(
                        "`subject.properties` has a value that is not set",
                        r -> r.getSubjectBuilder().addProperties(Messages.field("a", Value.getDefaultInstance()))),
                bad(
                        "`resource.properties` has a name that occurs twice",
                        r -> r.getResourceBuilder().addProperties(Messages.field("version", Messages.text("4")))),
                bad(
                        "`action.properties` has a number that is not JSON",
                        r -> r.getActionBuilder().addProperties(Messages.field("n", Messages.number("0x10")))),
                bad(
                        "`action.properties` has a number that is not JSON",
                        r -> r.getActionBuilder().addProperties(Messages.field("n", Messages.number("+1")))),
                bad(
                        "`action.properties` has a number that is not JSON",
                        r -> r.getActionBuilder().addProperties(Messages.field("n", Messages.number("NaN")))),
                bad(
                        "`action.properties` has a number of 401 characters, allowed are 400",
                        r -> r.getActionBuilder().addProperties(Messages.field("n", Messages.number("1".repeat(401))))),
                bad(
                        "`action.properties` has a number that is too big",
                        r -> r.getActionBuilder().addProperties(Messages.field("n", Messages.number("1e99999999")))),
                bad(
                        "`context.properties` has a property named `password`, under which secrets travel",
                        r -> r.getContextBuilder().addProperties(secret)),
                bad(
                        "`action.properties` has a property named `password`, under which secrets travel",
                        r -> r.getActionBuilder().addProperties(Messages.field("deep", nested))),
                bad(
                        "`subject.properties.credential` is not a canonical id `system:type:path`",
                        r -> r.getSubjectBuilder()
                                .addProperties(Messages.field("credential", Messages.text("hunter2")))));
    }

    private static Arguments bad(String message, Consumer<DecisionRequest.Builder> change) {
        DecisionRequest.Builder request = Messages.valid().toBuilder();
        change.accept(request);
        return Arguments.of(message, request.build());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                "0",
                "-9223372036854775808",
                "9223372036854775807",
                "9223372036854775808",
                "1793610000000000001",
                "1.10",
                "1e3",
                "\"ü\\u0000x\"",
                "[]",
                "[1,[2,{\"a\":null}]]",
                "{\"a\":{\"b\":[true]},\"c\":\"\"}"
            })
    void values_surviveTheWire(String json) throws Exception {
        RegoValue value = RegoJson.read(json);

        RegoValue back = ValueMapping.toRego(
                "x", Value.parseFrom(ValueMapping.fromRego(value).toByteArray()));

        assertEquals(value, back);
        assertEquals(RegoJson.write(value), RegoJson.write(back));
    }

    @Test
    void fromRego_setIsASortedList() {
        RegoValue set = RegoSet.of(RegoString.of("b"), RegoString.of("a"));

        assertEquals(
                ListValue.newBuilder()
                        .addValues(Messages.text("a"))
                        .addValues(Messages.text("b"))
                        .build(),
                ValueMapping.fromRego(set).getListValue());
    }

    @Test
    void fromRego_equalObjects_equalBytes() throws Exception {
        RegoValue one = RegoJson.read("{\"a\": 1, \"b\": 2}");
        RegoValue other = RegoJson.read("{\"b\": 2, \"a\": 1}");

        assertEquals(
                ValueMapping.fromRego(one).toByteString(),
                ValueMapping.fromRego(other).toByteString());
    }
}
