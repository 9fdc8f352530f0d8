package dev.portcullis.bridge.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portcullis.bridge.http.Listener;
import dev.portcullis.bridge.pdp.Place;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class AwsSettingsTest {
    private static StsSettings sts(String endpoint, long millis, int concurrent) {
        return new StsSettings(
                "eu-west-1", URI.create(endpoint), null, "default", Duration.ofMillis(millis), concurrent);
    }

    private static Arguments refused(String why, Executable wrong) {
        return Arguments.of(why, wrong);
    }

    static Stream<Arguments> wrong() {
        StsSettings sts = sts("https://sts.example", 500, 1);
        WebIdentity identity = new WebIdentity(Path.of("jwks"), "i", "a", "c");
        Place place = new Place("", "", "");
        return Stream.of(
                refused(
                        "a session of `r` lives `899` s, allowed is 900 to 43200",
                        () -> new AwsRole("aws", "111122223333", "r", 899)),
                refused(
                        "a session of `r` lives `43201` s, allowed is 900 to 43200",
                        () -> new AwsRole("aws", "111122223333", "r", 43_201)),
                refused("the account is `1111`, allowed is [0-9]{12}", () -> new AwsRole("aws", "1111", "r", 900)),
                refused(
                        "the endpoint of AWS is `http://sts.example`, allowed is https, and http to a loopback address",
                        () -> sts("http://sts.example", 500, 1)),
                refused("AWS may take `PT2S`, allowed is 100 ms to 1.8 s", () -> sts("https://x", 2_000, 1)),
                refused("requests to AWS at once are `0`, at least 1 is needed", () -> sts("https://x", 500, 0)),
                refused(
                        "web identity needs an issuer, an audience and the name of a cluster without slashes",
                        () -> new WebIdentity(Path.of("jwks"), "i", "", "c")),
                refused(
                        "there is no role to hand out",
                        () -> new AwsSettings(Map.of(), List.of(), identity, sts, place)),
                refused(
                        "a role is called `a/b`, allowed is [A-Za-z0-9][A-Za-z0-9._-]{0,63}",
                        () -> new AwsSettings(Map.of("a/b", Settings.ROLE), List.of(), identity, sts, place)),
                refused(
                        "nobody could ask: there is neither a token file nor a web identity",
                        () -> new AwsSettings(Map.of("a", Settings.ROLE), List.of(), null, sts, place)),
                refused(
                        "plain text is for loopback addresses only, not `/192.0.2.1:80`",
                        () -> new Listener.Port(
                                new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 80), null, 64, 1_024)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void wrong(String why, Executable wrong) {
        assertEquals(why, assertThrows(IllegalArgumentException.class, wrong).getMessage());
    }
}
