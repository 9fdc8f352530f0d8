package dev.portcullis.conformance.aws;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;

/// A program on the AWS SDK for Java as its users write them, with nothing of ours. For each line of standard input it
/// asks AWS who it is, and prints one line: `ok <arn>`, or `failed` and what a user reads in the SDK's exception and
/// its
/// causes.
///
/// Usage: `IdentityClient AWS chain|container`: the URL of what stands for AWS, and whether credentials come from the
/// SDK's default chain or from its provider for containers alone.
public final class IdentityClient {
    private IdentityClient() {}

    public static void main(String[] arguments) throws IOException {
        var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        try (StsClient aws = StsClient.builder()
                        .region(Region.EU_WEST_1)
                        .endpointOverride(URI.create(arguments[0]))
                        .credentialsProvider(credentials(arguments[1]))
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .build();
                var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                out.println(whoAmI(aws));
            }
        }
    }

    private static String whoAmI(StsClient aws) {
        try {
            return "ok " + aws.getCallerIdentity().arn();
        } catch (SdkException refused) {
            StringBuilder read = new StringBuilder("failed");
            for (Throwable each = refused; each != null; each = each.getCause()) {
                read.append(' ').append(each);
            }
            return read.toString().replace('\n', ' ');
        }
    }

    private static AwsCredentialsProvider credentials(String source) {
        return switch (source) {
            case "chain" -> DefaultCredentialsProvider.builder().build();
            case "container" -> ContainerCredentialsProvider.builder().build();
            default -> throw new IllegalArgumentException("the source of credentials is `" + source + "`");
        };
    }
}
