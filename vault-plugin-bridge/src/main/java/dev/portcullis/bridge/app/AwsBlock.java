package dev.portcullis.bridge.app;

import dev.portcullis.bridge.aws.AwsRole;
import dev.portcullis.bridge.aws.AwsSettings;
import dev.portcullis.bridge.aws.StsSettings;
import dev.portcullis.bridge.aws.TokenFile;
import dev.portcullis.bridge.aws.WebIdentity;
import dev.portcullis.bridge.pdp.Place;
import dev.portcullis.bridge.pdp.Question;
import dev.portcullis.settings.SettingsException;
import dev.portcullis.settings.SettingsFile;
import dev.portcullis.settings.SettingsNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The block `aws`. What the broker's own settings refuse is said with its place in the file.
record AwsBlock(SettingsFile source, Place place) {
    private static final int DEFAULT_PORT = 9_911;
    private static final int DEFAULT_SECONDS = 3_600;
    /// `docs/spec/identifiers.md`; an id of another form would be denied with every request.
    private static final String ID = "[a-z][a-z0-9_]*:[a-z][a-z0-9_]*:[^\\p{Cntrl}]{1,1000}";

    private static final String TYPE = "[a-z][a-z0-9_]*";

    BridgeSettings.Aws read(SettingsNode aws) throws SettingsException {
        BridgeSettings.Listen listen = new ListenBlock(source, DEFAULT_PORT).read(aws.child("listen"));
        Map<String, AwsRole> roles = roles(aws.child("roles"));
        List<TokenFile> tokenFiles = tokenFiles(aws);
        WebIdentity identity = aws.has("web_identity") ? webIdentity(aws.child("web_identity")) : null;
        StsSettings sts = sts(aws.child("sts"));
        aws.finish();
        return new BridgeSettings.Aws(
                listen, placed(aws, "roles", () -> new AwsSettings(roles, tokenFiles, identity, sts, place)));
    }

    /// The message of a record becomes one about the file.
    private static <T> T placed(SettingsNode node, String key, Supplier<T> record) throws SettingsException {
        try {
            return record.get();
        } catch (IllegalArgumentException wrong) {
            throw new SettingsException(node.origin(key) + wrong.getMessage());
        }
    }

    private static Map<String, AwsRole> roles(SettingsNode roles) throws SettingsException {
        Map<String, AwsRole> read = new HashMap<>();
        for (String name : roles.names()) {
            SettingsNode role = roles.child(name);
            String account = role.requiredText("account");
            String iamName = role.requiredText("name");
            String partition = role.text("partition").orElse("aws");
            int seconds =
                    (int) role.integer("ttl_s", DEFAULT_SECONDS, AwsRole.SHORTEST_SECONDS, AwsRole.LONGEST_SECONDS);
            role.finish();
            read.put(name, placed(roles, name, () -> new AwsRole(partition, account, iamName, seconds)));
        }
        return read;
    }

    private List<TokenFile> tokenFiles(SettingsNode aws) throws SettingsException {
        List<TokenFile> read = new ArrayList<>();
        Set<Path> files = new HashSet<>();
        for (SettingsNode each : aws.children("token_files")) {
            Path file = source.path(each.requiredText("file"));
            SettingsNode subject = each.child("subject");
            Question.Actor who = actor(subject);
            List<Question.Actor> chain = new ArrayList<>();
            for (SettingsNode actor : subject.children("acts_for")) {
                chain.add(actor(actor));
                actor.finish();
            }
            subject.finish();
            each.finish();
            if (!files.add(file)) {
                throw new SettingsException(each.origin("file") + "the token file `" + file + "` is listed twice");
            }
            read.add(new TokenFile(file, new Question.Subject(who.type(), who.id(), Map.of(), chain)));
        }
        return read;
    }

    private static Question.Actor actor(SettingsNode node) throws SettingsException {
        return new Question.Actor(
                formed(node, "type", TYPE, "`workload`"), formed(node, "id", ID, "`k8s:deployment:eks-prod/shop/api`"));
    }

    private static String formed(SettingsNode node, String key, String form, String example) throws SettingsException {
        String text = node.requiredText(key);
        if (!text.matches(form)) {
            throw new SettingsException(
                    node.origin(key) + "`" + node.path(key) + "` is `" + text + "`, expected the form of " + example);
        }
        return text;
    }

    private WebIdentity webIdentity(SettingsNode identity) throws SettingsException {
        Path keys = source.path(identity.requiredText("keys"));
        String issuer = identity.requiredText("issuer");
        String audience = identity.requiredText("audience");
        String cluster = identity.requiredText("cluster");
        identity.finish();
        return placed(identity, "cluster", () -> new WebIdentity(keys, issuer, audience, cluster));
    }

    private StsSettings sts(SettingsNode sts) throws SettingsException {
        String region = sts.requiredText("region");
        URI endpoint = endpoint(sts);
        Optional<Path> credentials = sts.text("credentials_file").map(source::path);
        Optional<String> profile = sts.text("profile");
        Duration answer =
                Duration.ofMillis(sts.integer("answer_ms", StsSettings.DEFAULT_ANSWER.toMillis(), 100, 1_800));
        int concurrent = (int) sts.integer("concurrent", StsSettings.DEFAULT_CONCURRENT, 1, 10_000);
        sts.finish();
        if (profile.isPresent() && credentials.isEmpty()) {
            throw new SettingsException(sts.origin("profile") + "`" + sts.path("profile") + "` is a profile of `"
                    + sts.path("credentials_file") + "`, which is missing");
        }
        return placed(
                sts,
                "endpoint",
                () -> new StsSettings(
                        region, endpoint, credentials.orElse(null), profile.orElse("default"), answer, concurrent));
    }

    private static @Nullable URI endpoint(SettingsNode sts) throws SettingsException {
        Optional<String> text = sts.text("endpoint");
        try {
            return text.isEmpty() ? null : new URI(text.get());
        } catch (URISyntaxException wrong) {
            throw new SettingsException(
                    sts.origin("endpoint") + "`" + sts.path("endpoint") + "` is not of the form `https://host`");
        }
    }
}
