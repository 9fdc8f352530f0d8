package dev.portcullis.bridge.aws;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How sessions are asked of AWS.
///
/// @param region whose endpoint is asked, such as `eu-west-1`
/// @param endpoint instead of the region's own, null is that; plain text only to loopback
/// @param credentials file in the form of `~/.aws/credentials` with the broker's own keys, read again when it changed;
///     null is the SDK's default chain
/// @param profile of that file
/// @param answer how long AWS may take, 100 ms to 1.8 s: clients of the endpoint give up after 2 s
/// @param concurrent requests to AWS at once
public record StsSettings(
        String region,
        @Nullable URI endpoint,
        @Nullable Path credentials,
        String profile,
        Duration answer,
        int concurrent) {
    /// When nobody says otherwise.
    public static final Duration DEFAULT_ANSWER = Duration.ofMillis(1_500);

    public static final int DEFAULT_CONCURRENT = 64;

    public StsSettings {
        if (region.isEmpty()) {
            throw new IllegalArgumentException("the region of AWS is missing");
        }
        if (endpoint != null && !isSafe(endpoint)) {
            throw new IllegalArgumentException(
                    "the endpoint of AWS is `" + endpoint + "`, allowed is https, and http to a loopback address");
        }
        if (answer.toMillis() < 100 || answer.toMillis() > 1_800) {
            throw new IllegalArgumentException("AWS may take `" + answer + "`, allowed is 100 ms to 1.8 s");
        }
        if (concurrent < 1) {
            throw new IllegalArgumentException(
                    "requests to AWS at once are `" + concurrent + "`, at least 1 is needed");
        }
    }

    private static boolean isSafe(URI endpoint) {
        String host = String.valueOf(endpoint.getHost());
        boolean loopback = host.equals("127.0.0.1") || host.equals("[::1]") || host.equals("localhost");
        return "https".equals(endpoint.getScheme()) || ("http".equals(endpoint.getScheme()) && loopback);
    }
}
