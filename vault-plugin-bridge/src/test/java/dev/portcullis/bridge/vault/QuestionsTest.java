package dev.portcullis.bridge.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portcullis.bridge.pdp.Place;
import dev.portcullis.bridge.pdp.Question;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QuestionsTest {
    private static final Place PLACE = new Place("production", "eu-west-1", "prod-core");

    private static Question about(String namespace, VaultOperation operation, Identity who) {
        VaultRequest request = new VaultRequest(
                HttpMethod.GET,
                "/",
                new DefaultHttpHeaders(),
                "t",
                new byte[0],
                "127.0.0.1",
                StatedWork.of(new DefaultHttpHeaders()),
                operation);
        return new Questions("vault-prod", namespace, PLACE).about(request, who);
    }

    @ParameterizedTest
    @CsvSource({
        "'', vault:secret:vault-prod/kv/a/b",
        "team, vault:secret:vault-prod/team/kv/a/b",
        "team/sub, vault:secret:vault-prod/team/sub/kv/a/b",
    })
    void namespace_standsBeforeTheMount(String namespace, String id) {
        Identity who = new Identity("acc", "", Map.of(), "auth/approle/shop", 0);

        assertEquals(
                id,
                about(namespace, new VaultOperation.SecretRead("kv", "a/b", 0), who)
                        .resource()
                        .id());
    }

    /// The entity's id and not its name, which a new entity may have tomorrow.
    @ParameterizedTest
    @CsvSource({
        "auth/approle/shop, e-1, vault:role:vault-prod/auth/approle/shop",
        "'', e-1, vault:entity:vault-prod/e-1",
        "'', '', vault:token:vault-prod/acc",
    })
    void subject_isTheLoginElseTheEntityElseTheToken(String role, String entity, String id) {
        Question question = about("", new VaultOperation.TokenLookup(), new Identity("acc", entity, Map.of(), role, 0));

        assertEquals(id, question.subject().id());
        assertEquals("workload", question.subject().type());
    }
}
