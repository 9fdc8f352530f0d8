package dev.portcullis.bridge.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.portcullis.bridge.http.Reply;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Whether a mount is of the kind the settings say. A mount can be replaced by one of another kind under the same
/// path, and a path means something else there; so the server is asked, and asked again every so often.
final class MountTable {
    private static final Duration BELIEVED = Duration.ofSeconds(30);

    private final ServerQueries server;
    private final AsyncCache<Kind, Reply> kept =
            Caffeine.newBuilder().expireAfterWrite(BELIEVED).buildAsync();

    private enum Kind {
        SECRET,
        AUTH
    }

    MountTable(ServerQueries server) {
        this.server = server;
    }

    /// Whether a version 2 key-value store is mounted there.
    CompletableFuture<Boolean> isKeyValue(String mount) {
        return table(Kind.SECRET).thenApply(reply -> {
            JsonNode found = mount(reply, mount);
            return found.path("type").asText().equals("kv")
                    && found.path("options").path("version").asText().equals("2");
        });
    }

    /// The accessor of an AppRole method; nothing when there is none of that path.
    CompletableFuture<Optional<String>> appRoleAccessor(String mount) {
        return table(Kind.AUTH).thenApply(reply -> {
            JsonNode found = mount(reply, mount);
            return found.path("type").asText().equals("approle")
                    ? Optional.of(found.path("accessor").asText())
                    : Optional.empty();
        });
    }

    private static JsonNode mount(Reply reply, String mount) {
        return ServerQueries.data(reply).map(data -> data.path(mount + "/")).orElseGet(MissingNode::getInstance);
    }

    private CompletableFuture<Reply> table(Kind kind) {
        CompletableFuture<Reply> table = kept.get(kind, (which, executor) -> switch (which) {
            case SECRET -> server.mounts();
            case AUTH -> server.authMounts();
        });
        return table.thenApply(reply -> {
            if (!reply.isSuccess()) {
                kept.asMap().remove(kind, table);
            }
            return reply;
        });
    }
}
