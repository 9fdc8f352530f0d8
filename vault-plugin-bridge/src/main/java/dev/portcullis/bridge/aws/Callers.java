package dev.portcullis.bridge.aws;

import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who a client is, by the token it sends.
final class Callers {
    private final List<TokenFile> files;
    private final @Nullable WebTokens web;

    Callers(AwsSettings settings, InstantSource clock) {
        this.files = settings.tokenFiles();
        WebIdentity identity = settings.webIdentity();
        this.web = identity == null ? null : new WebTokens(identity, clock);
    }

    /// Whose token it is. Reads files.
    ///
    /// @param token empty when there is none
    Recognition recognise(String token) {
        if (token.isEmpty()) {
            return new Recognition.Stranger("there is no token: the header `Authorization` is missing");
        }
        // All are compared, so that the time says nothing about which one it is.
        List<TokenFile> holders =
                files.stream().filter(file -> file.holds(token)).toList();
        if (holders.size() == 1) {
            return new Recognition.Known(holders.getFirst().subject());
        }
        if (holders.size() > 1) {
            return new Recognition.Stranger("the token is in more than one token file");
        }
        return web != null && WebTokens.isShapedLikeOne(token)
                ? web.judge(token)
                : new Recognition.Stranger("the token is not known");
    }
}
