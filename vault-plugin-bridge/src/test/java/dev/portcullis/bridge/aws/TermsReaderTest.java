package dev.portcullis.bridge.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.bridge.pdp.Obligation;
import dev.portcullis.bridge.pdp.PropertyValue;
import dev.portcullis.bridge.pdp.PropertyValue.Decimal;
import dev.portcullis.bridge.pdp.PropertyValue.Fields;
import dev.portcullis.bridge.pdp.PropertyValue.Nothing;
import dev.portcullis.bridge.pdp.PropertyValue.Text;
import dev.portcullis.bridge.pdp.PropertyValue.Truth;
import dev.portcullis.bridge.pdp.PropertyValue.Values;
import dev.portcullis.bridge.pdp.PropertyValue.Whole;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class TermsReaderTest {
    private static Obligation of(String type, String property, PropertyValue value) {
        return new Obligation(type, Map.of(property, value));
    }

    private static Obligation ttl(long seconds) {
        return of("max_ttl", "seconds", new Whole(seconds));
    }

    private static Obligation tags(Map<String, PropertyValue> tags) {
        return of("session_tags", "tags", new Fields(tags));
    }

    private static Obligation policy(String text) {
        return of("session_policy", "policy", new Fields(Map.of("Id", new Text(text))));
    }

    private static Terms.Agreed agreed(Obligation... obligations) {
        return assertInstanceOf(Terms.Agreed.class, TermsReader.read(List.of(obligations), 3_600));
    }

    @Test
    void noObligation_isThePlainTime() {
        assertEquals(Terms.Agreed.plain(3_600), agreed());
    }

    static Stream<Arguments> time() {
        return Stream.of(
                Arguments.of(900, List.of(ttl(900))),
                Arguments.of(3_600, List.of(ttl(7_200))),
                Arguments.of(1_200, List.of(ttl(1_800), ttl(1_200), ttl(2_400))));
    }

    @ParameterizedTest
    @MethodSource
    void time(int expected, List<Obligation> obligations) {
        assertEquals(expected, agreed(obligations.toArray(Obligation[]::new)).seconds());
    }

    @Test
    void policy_isMinifiedInOrderAndAscii() {
        Fields statement = new Fields(Map.of(
                "Effect", new Text("Allow"),
                "Action", new Values(List.of(new Text("s3:GetObject"))),
                "Resource", new Text("arn:aws:s3:::b/ä/€\"*"),
                "Numbers", new Values(List.of(new Whole(1), new Decimal("1.50"), new Truth(true), new Nothing()))));
        Obligation policy = of("session_policy", "policy", statement);

        assertEquals(
                "{\"Action\":[\"s3:GetObject\"],\"Effect\":\"Allow\",\"Numbers\":[1,1.50,true,null],"
                        + "\"Resource\":\"arn:aws:s3:::b/\\u00E4/\\u20AC\\\"*\"}",
                agreed(policy, policy).policy());
    }

    @Test
    void longestPolicy_isTaken() {
        assertEquals(
                2_048,
                agreed(policy("x".repeat(2_048 - "{\"Id\":\"\"}".length())))
                        .policy()
                        .length());
    }

    @Test
    void tags_andNotify() {
        Obligation notify = of("notify", "severity", new Text("low"));
        Terms.Agreed terms = agreed(
                tags(Map.of("agent", new Text("endpoint:ai_agent:lt-dana-01/cursor"), "Größe 1", new Text(""))),
                notify);

        assertEquals(Map.of("agent", "endpoint:ai_agent:lt-dana-01/cursor", "Größe 1", ""), terms.tags());
        assertEquals(List.of(notify), terms.tell());
    }

    private static Map<String, PropertyValue> many(int count) {
        Map<String, PropertyValue> tags = new HashMap<>();
        for (int i = 0; i < count; i++) {
            tags.put("tag" + i, new Text("v"));
        }
        return tags;
    }

    @Test
    void fiftyTags_areTaken() {
        assertEquals(50, agreed(tags(many(50))).tags().size());
    }

    static Stream<Arguments> unmeetable() {
        Text text = new Text("v");
        return Stream.of(
                Arguments.of("`max_ttl` is 899 s, and AWS issues sessions of 900 s at least", ttl(899)),
                Arguments.of("`max_ttl` has no whole number of seconds", ttl(0)),
                Arguments.of("`max_ttl` has no whole number of seconds", ttl(-900)),
                Arguments.of(
                        "`max_ttl` has no whole number of seconds", of("max_ttl", "seconds", new Decimal("900.5"))),
                Arguments.of("`max_ttl` has no whole number of seconds", of("max_ttl", "minutes", new Whole(15))),
                Arguments.of(
                        "`session_policy` has 2049 characters, AWS takes 2048 at most",
                        policy("x".repeat(2_049 - "{\"Id\":\"\"}".length()))),
                Arguments.of("`session_policy` is not a policy document", of("session_policy", "policy", text)),
                Arguments.of(
                        "`session_policy` is not a policy document",
                        of("session_policy", "policy", new Fields(Map.of()))),
                Arguments.of(
                        "`session_policy` is not a policy document",
                        new Obligation(
                                "session_policy",
                                Map.of("policy", new Fields(Map.of("Id", text)), "arns", new Values(List.of())))),
                Arguments.of("`session_tags` has no tags", of("session_tags", "tags", text)),
                Arguments.of("`session_tags` has 51 tags, AWS takes 50 at most", tags(many(51))),
                Arguments.of("AWS does not take the key of the session tag `a*`", tags(Map.of("a*", text))),
                Arguments.of("AWS does not take the key of the session tag ``", tags(Map.of("", text))),
                Arguments.of("AWS does not take the key of the session tag `AWS:x`", tags(Map.of("AWS:x", text))),
                Arguments.of(
                        "AWS does not take the key of the session tag `" + "k".repeat(129) + "`",
                        tags(Map.of("k".repeat(129), text))),
                Arguments.of(
                        "AWS does not take the value of the session tag `a`",
                        tags(Map.of("a", new Text("v".repeat(257))))),
                Arguments.of("AWS does not take the value of the session tag `a`", tags(Map.of("a", new Text("x\ny")))),
                Arguments.of("AWS does not take the value of the session tag `a`", tags(Map.of("a", new Whole(1)))),
                Arguments.of("two session tags are `owner` to AWS", tags(Map.of("Owner", text, "owner", text))),
                Arguments.of("the broker does not meet `scopes`", of("scopes", "allowed", new Values(List.of()))),
                Arguments.of("the broker does not meet `wrap`", of("wrap", "seconds", new Whole(60))),
                Arguments.of("the broker does not meet `invented`", new Obligation("invented", Map.of())));
    }

    @ParameterizedTest
    @MethodSource
    void unmeetable(String why, Obligation obligation) {
        assertEquals(new Terms.Unmeetable(why), TermsReader.read(List.of(ttl(1_000), obligation), 3_600));
    }

    @Test
    void twoThatDiffer_cannotBothBeMet() {
        Terms policies = TermsReader.read(List.of(policy("a"), policy("b")), 3_600);
        Terms tags =
                TermsReader.read(List.of(tags(Map.of("a", new Text("1"))), tags(Map.of("a", new Text("2")))), 3_600);

        assertEquals(new Terms.Unmeetable("there are two `session_policy` that differ"), policies);
        assertEquals(new Terms.Unmeetable("there are two `session_tags` that differ"), tags);
    }

    @Test
    void sessionName_isOfAwssAlphabet() {
        String longId = "k8s:service_account:eks-prod/" + "n".repeat(60) + "/orders-api";

        assertEquals("endpoint-ai_agent-lt-dana-01-cursor", SessionName.of("endpoint:ai_agent:lt-dana-01/cursor"));
        assertEquals("a--", SessionName.of("a"));
        assertEquals("---", SessionName.of("ä€:"));
        assertEquals(64, SessionName.of(longId).length());
        assertTrue(SessionName.of(longId).matches("[0-9a-f]{16}-n{36}-orders-api"));
    }
}
