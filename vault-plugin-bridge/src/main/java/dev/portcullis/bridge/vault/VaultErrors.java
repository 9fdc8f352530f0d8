package dev.portcullis.bridge.vault;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.bridge.http.Reply;
import java.util.List;

/// Errors of the proxy itself in Vault's shape, `{"errors": [...]}`. A stock client prints their texts.
final class VaultErrors {
    private VaultErrors() {}

    static Reply of(int status, String... texts) {
        ObjectNode errors = JsonNodeFactory.instance.objectNode();
        List.of(texts).forEach(errors.withArray("errors")::add);
        return Reply.json(status, errors);
    }

    /// A denial: 403, never 401, so that a client does not log in again and again.
    static Reply denied(String why) {
        return of(403, "permission denied", why);
    }

    /// An ALLOW whose obligation cannot be met is a denial, too.
    static Reply unmet(String obligation, String decisionId) {
        return denied(
                "the obligation `" + obligation + "` cannot be met for this request (decision " + decisionId + ")");
    }

    /// The server cannot be reached or did not answer.
    static Reply badGateway(String why) {
        return of(502, "the proxy got no answer from the server: " + why);
    }
}
