package dev.portcullis.bridge.aws;

import dev.portcullis.bridge.pdp.Place;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How the broker runs. Every record in it refuses what cannot work with an [IllegalArgumentException] whose message is
/// a sentence for the operator.
///
/// @param roles that can be asked for, by the name in the path: `/v1/roles/<name>`
/// @param tokenFiles tokens of processes on this host
/// @param webIdentity projected service account tokens, null for none
public record AwsSettings(
        Map<String, AwsRole> roles,
        List<TokenFile> tokenFiles,
        @Nullable WebIdentity webIdentity,
        StsSettings sts,
        Place place) {
    /// Longest body of a request: none has one.
    public static final int REQUEST_BYTES = 1_024;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    public AwsSettings {
        roles = Map.copyOf(roles);
        tokenFiles = List.copyOf(tokenFiles);
        for (String name : roles.keySet()) {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("a role is called `" + name + "`, allowed is " + NAME);
            }
        }
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("there is no role to hand out");
        }
        if (tokenFiles.isEmpty() && webIdentity == null) {
            throw new IllegalArgumentException("nobody could ask: there is neither a token file nor a web identity");
        }
    }
}
