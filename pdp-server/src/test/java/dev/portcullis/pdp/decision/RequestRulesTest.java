package dev.portcullis.pdp.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import dev.portcullis.snapshot.secret.SecretShapes;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestRulesTest {
    private static final RequestRules RULES = new RequestRules(Limits.Request.DEFAULT);
    private static final RegoObject NONE = RegoObject.empty();

    @Test
    void judge_valid() {
        assertEquals(new MappedRequest.Valid(Requests.valid()), RULES.judge(Requests.valid(), Requests.GRANT));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("invalid")
    void judge_invalid(String message, DecisionRequest request) {
        MappedRequest judged = RULES.judge(request, Requests.GRANT);

        assertEquals(
                message, assertInstanceOf(MappedRequest.Invalid.class, judged).message());
    }

    static Stream<Arguments> invalid() {
        String long1025 = "vault:secret:" + "x".repeat(1012);
        return Stream.of(
                bad("`request_id` is longer than 128 bytes", Requests.withId("x".repeat(129))),
                bad("`request_id` has a control character", Requests.withId("a\nb")),
                bad(
                        "`subject.type` is none of [ai_agent, container, function, job, mcp_server, pipeline, saas_app,"
                                + " session, user, workload]",
                        Requests.with(new Subject("robot", "a:b:c", NONE, List.of()))),
                bad(
                        "`subject.id` is not a canonical id `system:type:path`",
                        Requests.with(new Subject("job", "a:b:", NONE, List.of()))),
                bad(
                        "`subject.actor_chain` has 17 links, allowed are 16",
                        Requests.with(new Subject(
                                "job", "a:b:c", NONE, Collections.nCopies(17, new Subject.Actor("user", "a:b:c"))))),
                bad(
                        "`subject.actor_chain.id` is not a canonical id `system:type:path`",
                        Requests.with(new Subject("job", "a:b:c", NONE, List.of(new Subject.Actor("user", "me"))))),
                bad(
                        "`subject.properties.credential` is not a canonical id `system:type:path`",
                        Requests.with(new Subject(
                                "job", "a:b:c", object("credential", RegoString.of("AKIAEXAMPLE")), List.of()))),
                bad(
                        "`action.name` is none of [credential.issue, http.request, role.assume, secret.list, secret.read,"
                                + " secret.write, token.issue, token.renew] and no name with a prefix, such as"
                                + " `acme:certificate.pin`",
                        Requests.with(new Action("secret.raed", NONE))),
                bad(
                        "`resource.type` is not a lower-case word such as `vault_secret`",
                        Requests.with(new Resource("", "a:b:c", NONE))),
                bad(
                        "`resource.id` is not a canonical id `system:type:path`",
                        Requests.with(new Resource("vault_secret", "kv/payments", NONE))),
                bad(
                        "`resource.id` has 1025 characters, allowed are 1024",
                        Requests.with(new Resource("vault_secret", long1025, NONE))),
                bad("`min_snapshot` is 0.5, the least is 1.0", Requests.insistingOn(new SnapshotVersion(0, 5))),
                bad("`context.address` is not an IP address", Requests.with(context("10.1", 0, List.of(), NONE))),
                bad(
                        "`context.address` is not an IP address",
                        Requests.with(context("fe80::1%eth0", 0, List.of(), NONE))),
                bad(
                        "`context.address` is not an IP address",
                        Requests.with(context("host.example.com", 0, List.of(), NONE))),
                bad("`context.requested_ttl_s` is -1, the least is 0", Requests.with(context("", -1, List.of(), NONE))),
                bad("`context.requested_scopes` is empty", Requests.with(context("", 0, List.of(""), NONE))),
                bad(
                        "`context.requested_scopes` has 257 scopes, allowed are 256",
                        Requests.with(context("", 0, Collections.nCopies(257, "s"), NONE))),
                bad(
                        "`context.properties` has `region`, which is a field of `context`",
                        Requests.with(context("", 0, List.of(), object("region", RegoNumber.of(1))))),
                bad(
                        "`context.task.id` is empty",
                        Requests.with(references(new RequestContext.Task("t", ""), null, null))),
                bad(
                        "`context.session.granted_to` is not a canonical id `system:type:path`",
                        Requests.with(references(null, new RequestContext.Session("s", "dana", 0), null))),
                bad(
                        "`context.approval.approved_until` is -5, the least is 0",
                        Requests.with(references(null, null, new RequestContext.Approval("a", -5, "")))),
                bad(
                        "`resource.properties` has a property named `Client-Secret`, under which secrets travel",
                        properties(object("a", RegoArray.of(object("Client-Secret", RegoString.of("x")))))),
                bad(
                        "`resource.properties` holds what looks like a secret",
                        properties(object("note", RegoString.of("it is hvs.CAESIJ")))),
                bad(
                        "`resource.properties` holds what looks like a secret",
                        properties(object("ghp_16C7e42F", RegoNumber.ZERO))),
                bad(
                        "`resource.id` holds what looks like a secret",
                        Requests.with(new Resource("vault_token", "vault:token:hvs.CAESIJ", NONE))),
                bad(
                        "`action.name` holds what looks like a secret",
                        Requests.with(new Action("acme:ghp_16c7e42f", NONE))),
                bad("`resource.properties` is nested deeper than 16", properties(object("a", nested(16)))),
                bad(
                        "`resource.properties` has a text longer than 16384 bytes",
                        properties(object("a", RegoString.of("x".repeat(16_385))))),
                bad(
                        "the properties have more than 4096 values",
                        properties(object("a", RegoArray.copyOf(Collections.nCopies(4_096, RegoNumber.ZERO))))));
    }

    @Test
    void judge_subjectTypeWithoutGrant() {
        Callers.Grant agentsOnly = new Callers.Grant(Set.of("grpc"), Set.of("ai_agent"), false);

        assertEquals(
                "the caller may not speak for a subject of type `mcp_server`",
                assertInstanceOf(MappedRequest.Invalid.class, RULES.judge(Requests.valid(), agentsOnly))
                        .message());
    }

    @Test
    void judge_invalid_keepsNoProperties() {
        DecisionRequest request = Requests.with(
                new Resource("vault_secret", "vault:secret:kv/a", object("password", RegoString.of("hunter2"))));

        DecisionRequest known = assertInstanceOf(MappedRequest.Invalid.class, RULES.judge(request, Requests.GRANT))
                .known();

        assertEquals(new Resource("vault_secret", "vault:secret:kv/a", NONE), known.resource());
        assertEquals(
                "endpoint:mcp_server:lt-dana-01/db-explorer", known.subject().id());
        assertEquals(RequestContext.NONE, known.context());
        assertFalse(known.toString().contains("hunter2"));
    }

    @Test
    void judge_invalid_dropsWhatMightBeASecretInTheWrongPlace() {
        DecisionRequest request = Requests.with(new Subject("hunter2", "hunter2", NONE, List.of()));

        DecisionRequest known = assertInstanceOf(MappedRequest.Invalid.class, RULES.judge(request, Requests.GRANT))
                .known();

        assertEquals(new Subject("", "", NONE, List.of()), known.subject());
    }

    @Test
    void judge_invalid_dropsAnIdThatHoldsASecret() {
        DecisionRequest request = Requests.with(new Resource("ghp_16c7e42f", "vault:token:hvs.CAESIJ", NONE));

        DecisionRequest known = assertInstanceOf(MappedRequest.Invalid.class, RULES.judge(request, Requests.GRANT))
                .known();

        assertEquals(new Resource("", "", NONE), known.resource());
    }

    @ParameterizedTest
    @ValueSource(strings = {"token_ttl_s", "tokens", "secret_name", "password_age_days", "authorized", "pinned"})
    void judge_harmlessPropertyName(String name) {
        DecisionRequest request = properties(object(name, RegoNumber.of(1)));

        assertInstanceOf(MappedRequest.Valid.class, RULES.judge(request, Requests.GRANT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"token", "PASSWORD", "Authorization", "private-key", "X-Vault-Token", "client.secret"})
    void secretNames_contain(String name) {
        assertTrue(SecretShapes.isName(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme:certificate.pin", "x:y", "acme_2:a.b.c"})
    void judge_prefixedAction(String name) {
        assertInstanceOf(MappedRequest.Valid.class, RULES.judge(Requests.with(new Action(name, NONE)), Requests.GRANT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"vault:secret:vault-prod/kv/a b/ü", "a:b::", "k8s:service_account:c/ns/sa"})
    void canonicalId_matches(String id) {
        assertTrue(CanonicalId.matches(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a:b", "a:b:", ":b:c", "A:b:c", "a:1b:c", "a:b:c\u0000", "a::c", "a-b:c:d"})
    void canonicalId_doesNotMatch(String id) {
        assertFalse(CanonicalId.matches(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.40.0.5", "::1", "2001:db8::7"})
    void judge_address(String address) {
        assertInstanceOf(
                MappedRequest.Valid.class,
                RULES.judge(Requests.with(context(address, 0, List.of(), NONE)), Requests.GRANT));
    }

    private static Arguments bad(String message, DecisionRequest request) {
        return Arguments.of(message, request);
    }

    private static RegoObject object(String key, RegoValue value) {
        return RegoObject.builder().put(key, value).build();
    }

    private static DecisionRequest properties(RegoObject properties) {
        return Requests.with(new Resource("vault_secret", "vault:secret:a", properties));
    }

    private static RegoValue nested(int depth) {
        RegoValue value = RegoNumber.ZERO;
        for (int i = 1; i < depth; i++) {
            value = RegoArray.of(value);
        }
        return value;
    }

    private static RequestContext context(String address, long ttl, List<String> scopes, RegoObject properties) {
        return new RequestContext("", null, null, "", "", "", address, ttl, scopes, null, properties);
    }

    private static RequestContext references(
            RequestContext.@org.jspecify.annotations.Nullable Task task,
            RequestContext.@org.jspecify.annotations.Nullable Session session,
            RequestContext.@org.jspecify.annotations.Nullable Approval approval) {
        return new RequestContext("", task, session, "", "", "", "", 0, List.of(), approval, NONE);
    }
}
