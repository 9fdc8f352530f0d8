package dev.portcullis.bridge.aws;

import dev.portcullis.bridge.http.Listener;
import dev.portcullis.bridge.pdp.Place;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Settings for tests.
final class Settings {
    static final AwsRole ROLE = new AwsRole("aws", "111122223333", "exports-daily-reader", 3_600);

    static final Listener.Port PORT = new Listener.Port(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), null, 64, AwsSettings.REQUEST_BYTES);

    private Settings() {}

    static AwsSettings with(List<TokenFile> files, @Nullable WebIdentity identity) {
        return with(files, identity, sts(URI.create("http://127.0.0.1:1"), null));
    }

    static StsSettings sts(URI endpoint, @Nullable Path credentials) {
        return new StsSettings("eu-west-1", endpoint, credentials, "default", Duration.ofMillis(1_800), 8);
    }

    static AwsSettings with(List<TokenFile> files, @Nullable WebIdentity identity, StsSettings sts) {
        return new AwsSettings(
                Map.of("exports", ROLE),
                files,
                files.isEmpty() && identity == null
                        ? new WebIdentity(Path.of("none"), "issuer", "audience", "cluster")
                        : identity,
                sts,
                new Place("development", "eu-west-1", "office"));
    }
}
