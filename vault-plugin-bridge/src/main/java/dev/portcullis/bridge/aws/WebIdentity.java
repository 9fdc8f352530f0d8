package dev.portcullis.bridge.aws;

import java.nio.file.Path;

/// Projected service account tokens that are accepted.
///
/// @param keys file with the issuer's key set (JWKS); read again when it changed
/// @param issuer `iss` of the tokens, compared byte for byte
/// @param audience one of the `aud` of the tokens: a token that was meant for somebody else opens nothing here
/// @param cluster name of the Kubernetes cluster in ids, such as `eks-prod`
public record WebIdentity(Path keys, String issuer, String audience, String cluster) {
    public WebIdentity {
        if (issuer.isEmpty() || audience.isEmpty() || cluster.isEmpty() || cluster.indexOf('/') >= 0) {
            throw new IllegalArgumentException(
                    "web identity needs an issuer, an audience and the name of a cluster without slashes");
        }
    }
}
