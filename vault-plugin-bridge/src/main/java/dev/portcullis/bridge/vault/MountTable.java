package dev.portcullis.bridge.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.portcullis.bridge.http.Reply;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/// Whether a mount is of the kind the settings say. A mount can be replaced by one of another kind under the same
/// path, and a path means something else there; so the server is asked, and asked again every so often.
final class MountTable {
    private static final Duration BELIEVED = Duration.ofSeconds(30);

    private final ServerQueries server;
    private final AsyncCache<Kind, Table> kept =
            Caffeine.newBuilder().expireAfterWrite(BELIEVED).buildAsync();

    private enum Kind {
        SECRET,
        AUTH
    }

    /// What the server says, read once.
    ///
    /// @param mounts by path; empty when the reply does not list them
    private record Table(Reply reply, Optional<JsonNode> mounts) {
        static Table of(Reply reply) {
            return new Table(reply, ServerQueries.data(reply));
        }
    }

    MountTable(ServerQueries server) {
        this.server = server;
    }

    /// What came of asking for a mount.
    sealed interface Found {
        /// It is of its kind.
        record Mount(String accessor) implements Found {}

        /// It is not, or the server does not say.
        record Nothing(Reply reply) implements Found {}
    }

    /// The version 2 key-value store of this path.
    CompletableFuture<Found> keyValue(String mount) {
        return table(Kind.SECRET)
                .thenApply(table -> found(
                        table,
                        mount,
                        found -> found.path("type").asText().equals("kv")
                                && found.path("options")
                                        .path("version")
                                        .asText()
                                        .equals("2"),
                        "there is no version 2 key-value store at `" + mount + "`"));
    }

    /// The AppRole method of this path.
    CompletableFuture<Found> appRole(String mount) {
        return table(Kind.AUTH)
                .thenApply(table -> found(
                        table,
                        mount,
                        found -> found.path("type").asText().equals("approle"),
                        "there is no AppRole method at `" + mount + "`"));
    }

    private static Found found(Table table, String mount, Predicate<JsonNode> isOfItsKind, String otherwise) {
        if (table.mounts().isEmpty()) {
            return new Found.Nothing(ServerQueries.unanswered("the mounts cannot be listed", table.reply()));
        }
        JsonNode found = table.mounts().get().path(mount + "/");
        return isOfItsKind.test(found)
                ? new Found.Mount(found.path("accessor").asText())
                : new Found.Nothing(VaultErrors.denied(otherwise));
    }

    /// An answer that lists nothing is not believed: the next request asks again.
    private CompletableFuture<Table> table(Kind kind) {
        CompletableFuture<Table> table = kept.get(kind, (which, executor) -> switch (which) {
            case SECRET -> server.mounts().thenApply(Table::of);
            case AUTH -> server.authMounts().thenApply(Table::of);
        });
        return table.thenApply(found -> {
            if (found.mounts().isEmpty()) {
                kept.asMap().remove(kind, table);
            }
            return found;
        });
    }
}
