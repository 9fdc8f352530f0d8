package dev.portcullis.bridge.aws;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.portcullis.bridge.http.Reply;

/// Errors in the shape that AWS SDKs show: `{"code": …, "message": …}`. Those that do not read it print all of it.
final class BrokerReplies {
    private BrokerReplies() {}

    /// The request is none that this endpoint knows.
    static Reply refused(int status, String why) {
        return error(status, "InvalidRequest", why);
    }

    /// The token is of nobody.
    static Reply unauthenticated(String why) {
        return error(401, "Unauthenticated", why);
    }

    static Reply denied(String why) {
        return error(403, "AccessDenied", why);
    }

    /// What is needed to answer is not there.
    static Reply unserved(int status, String why) {
        return error(status, "ServiceUnavailable", why);
    }

    private static Reply error(int status, String code, String message) {
        return Reply.json(
                status,
                JsonNodeFactory.instance.objectNode().put("code", code).put("message", "portcullis: " + message));
    }
}
