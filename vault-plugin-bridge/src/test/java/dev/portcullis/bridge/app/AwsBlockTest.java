package dev.portcullis.bridge.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portcullis.bridge.aws.AwsRole;
import dev.portcullis.bridge.aws.AwsSettings;
import dev.portcullis.bridge.aws.StsSettings;
import dev.portcullis.bridge.aws.TokenFile;
import dev.portcullis.bridge.aws.WebIdentity;
import dev.portcullis.bridge.pdp.Place;
import dev.portcullis.bridge.pdp.Question;
import dev.portcullis.settings.SettingsException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AwsBlockTest {
    private static final String GOOD = """
            pdp: {port: 8181}
            place: {region: eu-west-1}
            aws:
              roles:
                exports: {account: 011122223333, name: exports-daily-reader}
              token_files:
                - file: token
                  subject: {type: workload, id: "k8s:deployment:eks-prod/exports/daily"}
              sts: {region: eu-west-1}
            """;

    @TempDir
    private Path folder = Path.of("");

    private BridgeSettings.Aws read(String text) throws IOException, SettingsException {
        Path file = Files.writeString(folder.resolve("bridge.yaml"), text);
        return new BridgeSettingsReader(file, Map.of(), Map.of()).read().aws().orElseThrow();
    }

    @Test
    void shortBlock_hasTheDocumentedDefaults() throws IOException, SettingsException {
        BridgeSettings.Aws aws = read(GOOD);
        AwsSettings broker = aws.broker();

        assertEquals(9_911, aws.listen().address().getPort());
        assertEquals(
                Map.of("exports", new AwsRole("aws", "011122223333", "exports-daily-reader", 3_600)), broker.roles());
        assertEquals(
                List.of(new TokenFile(
                        folder.resolve("token"),
                        new Question.Subject(
                                "workload", "k8s:deployment:eks-prod/exports/daily", Map.of(), List.of()))),
                broker.tokenFiles());
        assertNull(broker.webIdentity());
        assertEquals(new StsSettings("eu-west-1", null, null, "default", Duration.ofMillis(1_500), 64), broker.sts());
        assertEquals(new Place("", "eu-west-1", ""), broker.place());
    }

    @Test
    void example_saysTheDefaultsAndAnActorChain() throws IOException, SettingsException {
        BridgeSettings.Aws example = new BridgeSettingsReader(
                        Path.of("portcullis-bridge.example.yaml"), Map.of(), Map.of())
                .read()
                .aws()
                .orElseThrow();
        BridgeSettings.Aws defaults = read(GOOD);

        assertEquals(defaults.listen(), example.listen());
        assertEquals(defaults.broker().sts(), example.broker().sts());
        assertEquals(
                defaults.broker().roles().keySet(), example.broker().roles().keySet());
        example.broker().roles().values().forEach(role -> assertEquals(3_600, role.seconds()));
        assertEquals(
                List.of(new Question.Actor("user", "okta:user:larkfield/dana.kim")),
                example.broker().tokenFiles().get(1).subject().actorChain());
    }

    @Test
    void wholeBlock_isRead() throws IOException, SettingsException {
        AwsSettings broker = read(GOOD.replaceFirst("sts: .*", """
                web_identity: {keys: jwks.json, issuer: "https://i", audience: portcullis, cluster: eks-prod}
                  sts: {region: us-gov-west-1, endpoint: "http://127.0.0.1:9", credentials_file: c, profile: p, answer_ms: 200, concurrent: 2}""")
                        .replace("name: exports-daily-reader", "name: team/reader, partition: aws-us-gov, ttl_s: 900"))
                .broker();

        assertEquals(
                new WebIdentity(folder.resolve("jwks.json"), "https://i", "portcullis", "eks-prod"),
                broker.webIdentity());
        assertEquals(
                new StsSettings(
                        "us-gov-west-1",
                        URI.create("http://127.0.0.1:9"),
                        folder.resolve("c"),
                        "p",
                        Duration.ofMillis(200),
                        2),
                broker.sts());
        assertEquals(
                new AwsRole("aws-us-gov", "011122223333", "team/reader", 900),
                broker.roles().get("exports"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "exports: | ex/ports: | 5:5: a role is called `ex/ports`, allowed is [A-Za-z0-9][A-Za-z0-9._-]{0,63}",
                "account: 011122223333 | account: 1 | 5:14: the account is `1`, allowed is [0-9]{12}",
                "account: 011122223333, | '' | 5:14: `aws.roles.exports.account` is missing",
                "exports-daily-reader | r, ttl: 900 | 5:52: there is no setting `aws.roles.exports.ttl`; did you mean `ttl_s`?",
                "exports-daily-reader | r, ttl_s: 899 | 5:54: `aws.roles.exports.ttl_s` is `899`, expected an integer from 900 to 43200",
                "- file: token | - fiel: token | 7:13: there is no setting `aws.token_files[0].fiel`; did you mean `file`?",
                "k8s:deployment | k8s-deployment | 8:37: `aws.token_files[0].subject.id` is `k8s-deployment:eks-prod/exports/daily`, expected the form of `k8s:deployment:eks-prod/shop/api`",
                "workload | Workload | 8:23: `aws.token_files[0].subject.type` is `Workload`, expected the form of `workload`",
                "daily\"} | d\", acts_for: [{type: user}]} | 8:85: `aws.token_files[0].subject.acts_for[0].id` is missing",
                "token_files: | token_file: | 7:5: there is no setting `aws.token_file`; did you mean `token_files`?",
                "sts: {region: eu-west-1} | sts: {} | 9:8: `aws.sts.region` is missing",
                "eu-west-1} | r, answer_ms: 2000} | 9:31: `aws.sts.answer_ms` is `2000`, expected an integer from 100 to 1800",
                "eu-west-1} | r, endpoint: 'http://192.0.2.1'} | 9:30: the endpoint of AWS is `http://192.0.2.1`, allowed is https, and http to a loopback address",
                "eu-west-1} | r, endpoint: 'a b'} | 9:30: `aws.sts.endpoint` is not of the form `https://host`",
                "eu-west-1} | r, profile: p} | 9:29: `aws.sts.profile` is a profile of `aws.sts.credentials_file`, which is missing",
            })
    void wrongBlock_isSaid(String good, String wrong, String message) {
        int last = GOOD.lastIndexOf(good);
        String text = GOOD.substring(0, last) + wrong + GOOD.substring(last + good.length());

        SettingsException refused = assertThrows(SettingsException.class, () -> read(text));

        assertEquals(folder + "/bridge.yaml:" + message, refused.reason());
    }

    @Test
    void nobodyToAsk_isSaid() {
        String text = GOOD.replaceAll("(?s)  token_files.*?  sts", "  sts");

        SettingsException refused = assertThrows(SettingsException.class, () -> read(text));

        assertEquals(
                folder + "/bridge.yaml:5:5: nobody could ask: there is neither a token file nor a web identity",
                refused.reason());
    }

    @Test
    void fileThatIsListedTwice_isSaid() {
        String text = GOOD.replace("  sts:", "    - {file: ./token, subject: {type: user, id: \"a:b:c\"}}\n  sts:");

        SettingsException refused = assertThrows(SettingsException.class, () -> read(text));

        assertEquals(
                folder + "/bridge.yaml:9:14: the token file `" + folder + "/token` is listed twice", refused.reason());
    }
}
