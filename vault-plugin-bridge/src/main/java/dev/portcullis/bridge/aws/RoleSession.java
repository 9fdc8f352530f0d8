package dev.portcullis.bridge.aws;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Credentials of a session that AWS issued. Its text form holds no secret.
///
/// @param expires when AWS ends it
record RoleSession(String accessKeyId, String secretAccessKey, String token, Instant expires) {
    /// What the SDKs read from a container credentials endpoint.
    ObjectNode asJson(AwsRole role) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("AccessKeyId", accessKeyId)
                .put("SecretAccessKey", secretAccessKey)
                .put("Token", token)
                .put("Expiration", expires.truncatedTo(ChronoUnit.SECONDS).toString())
                .put("AccountId", role.account())
                .put("RoleArn", role.arn());
    }

    @Override
    public String toString() {
        return "RoleSession[" + accessKeyId + " until " + expires + "]";
    }
}
