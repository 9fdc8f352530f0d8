package dev.portcullis.bridge.aws;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileSupplier;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.StsClientBuilder;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.StsException;
import software.amazon.awssdk.services.sts.model.Tag;

/// Asks AWS for sessions of roles (`AssumeRole` of the Security Token Service, API version 2011-06-15).
final class TokenService implements AutoCloseable {
    /// Codes by which AWS says that it does not take a session policy or tags.
    private static final Set<String> TERMS_REFUSED = Set.of("PackedPolicyTooLarge", "MalformedPolicyDocument");

    private static final Set<String> LATER = Set.of("Throttling", "ThrottlingException", "RequestLimitExceeded");
    /// How far AWS's clock may be from this one; beyond that it takes no signature either.
    private static final Duration SKEW = Duration.ofMinutes(5);

    private final StsClient client;
    private final AwsCredentialsProvider credentials;
    private final ExecutorService executor;
    private final Semaphore free;
    private final Duration answer;
    private final InstantSource clock;

    TokenService(StsSettings settings, ExecutorService executor, InstantSource clock) {
        this.credentials = credentials(settings);
        this.executor = executor;
        this.free = new Semaphore(settings.concurrent());
        this.answer = settings.answer();
        this.clock = clock;
        StsClientBuilder builder = StsClient.builder()
                .region(Region.of(settings.region()))
                .credentialsProvider(credentials)
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(answer)
                        .socketTimeout(answer))
                // Clients ask again by themselves, and they wait two seconds only.
                .overrideConfiguration(all -> all.apiCallTimeout(answer).retryStrategy(AwsRetryStrategy.doNotRetry()));
        URI endpoint = settings.endpoint();
        this.client = (endpoint == null ? builder : builder.endpointOverride(endpoint)).build();
    }

    private static AwsCredentialsProvider credentials(StsSettings settings) {
        Path file = settings.credentials();
        return file == null
                ? DefaultCredentialsProvider.builder().build()
                : ProfileCredentialsProvider.builder()
                        .profileFile(ProfileFileSupplier.reloadWhenModified(file, ProfileFile.Type.CREDENTIALS))
                        .profileName(settings.profile())
                        .build();
    }

    /// What a session is asked for.
    ///
    /// @param name for people, as [SessionName] makes it
    /// @param decisionId the source identity, which AWS keeps through every further change of role
    record Wish(AwsRole role, String name, String decisionId, Terms.Agreed terms) {}

    /// Asks for a session. Completes in the time that AWS may take, never with an exception.
    CompletableFuture<Issue> assume(Wish wish) {
        if (!free.tryAcquire()) {
            return CompletableFuture.completedFuture(new Issue.Failed(503, "too many requests to AWS are open"));
        }
        CompletableFuture<Issue> asked = CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return ask(wish);
                    } finally {
                        free.release();
                    }
                },
                executor);
        return asked.copy()
                .completeOnTimeout(
                        new Issue.Failed(503, "AWS did not answer in time"), answer.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Issue ask(Wish wish) {
        try {
            credentials.resolveCredentials();
        } catch (SdkException | IllegalStateException none) {
            return new Issue.Failed(503, "the broker has no credentials of its own for AWS");
        }
        try {
            return issued(client.assumeRole(request(wish)).credentials(), wish.terms.seconds());
        } catch (StsException refused) {
            return refused(refused);
        } catch (SdkException unreachable) {
            return new Issue.Failed(503, "AWS cannot be reached");
        }
    }

    private static AssumeRoleRequest request(Wish wish) {
        Terms.Agreed terms = wish.terms;
        List<Tag> tags = terms.tags().entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
        AssumeRoleRequest.Builder request = AssumeRoleRequest.builder()
                .roleArn(wish.role.arn())
                .roleSessionName(wish.name)
                .sourceIdentity(wish.decisionId)
                .durationSeconds(terms.seconds());
        if (!terms.policy().isEmpty()) {
            request.policy(terms.policy());
        }
        if (!tags.isEmpty()) {
            request.tags(tags);
        }
        return request.build();
    }

    /// A session that lives longer than was asked for would break the obligation, so it is not handed out.
    private Issue issued(@Nullable Credentials credentials, int seconds) {
        Instant latest = clock.instant().plusSeconds(seconds).plus(SKEW);
        if (credentials == null
                || credentials.accessKeyId() == null
                || credentials.secretAccessKey() == null
                || credentials.sessionToken() == null
                || credentials.expiration() == null) {
            return new Issue.Failed(502, "the answer of AWS holds no whole credentials");
        }
        if (credentials.expiration().isAfter(latest)) {
            return new Issue.Failed(502, "AWS issued a session that lives longer than was asked for");
        }
        return new Issue.Issued(new RoleSession(
                credentials.accessKeyId(),
                credentials.secretAccessKey(),
                credentials.sessionToken(),
                credentials.expiration()));
    }

    private static Issue refused(StsException refused) {
        String code = refused.awsErrorDetails() == null
                ? ""
                : String.valueOf(refused.awsErrorDetails().errorCode());
        if (TERMS_REFUSED.contains(code)) {
            return new Issue.Unmeetable("AWS does not take the session policy and tags: " + code);
        }
        if (refused.statusCode() >= 500 || LATER.contains(code)) {
            return new Issue.Failed(503, "AWS cannot serve now: " + code + ", status " + refused.statusCode());
        }
        return new Issue.Failed(502, "AWS refuses to issue the session to the broker: " + code);
    }

    @Override
    public void close() {
        client.close();
    }
}
