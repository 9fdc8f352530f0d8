package dev.portcullis.bridge.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.portcullis.bridge.http.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Who would log in with a role id: the role it belongs to, and the entity that role already has. Known before the
/// login, so that a denied one costs no use of the secret id and leaves no token behind.
final class AppRoles {
    /// A new role is known after this time at the latest; unknown role ids cost the server one listing in it.
    private static final Duration BELIEVED = Duration.ofSeconds(5);

    private final ServerQueries server;
    private final MountTable mounts;
    private final AsyncCache<String, Map<String, String>> names =
            Caffeine.newBuilder().expireAfterWrite(BELIEVED).buildAsync();

    AppRoles(ServerQueries server, MountTable mounts) {
        this.server = server;
        this.mounts = mounts;
    }

    CompletableFuture<Identified> of(VaultOperation.AppRoleLogin login) {
        return mounts.appRole(login.mount()).thenCompose(found -> switch (found) {
            case MountTable.Found.Mount(String accessor) -> role(login, accessor);
            case MountTable.Found.Nothing(Reply reply) -> Identities.nobody(reply);
        });
    }

    private CompletableFuture<Identified> role(VaultOperation.AppRoleLogin login, String accessor) {
        CompletableFuture<Map<String, String>> roles = names.get(login.mount(), (mount, executor) -> listed(mount));
        return roles.thenCompose(known -> {
            String role = known.get(login.roleId());
            return role == null
                    ? Identities.nobody(VaultErrors.denied("the role id is of no role"))
                    : withEntity("auth/" + login.mount() + "/" + role, login.roleId(), accessor);
        });
    }

    private CompletableFuture<Identified> withEntity(String role, String roleId, String accessor) {
        return server.entityByAlias(roleId, accessor).thenApply(reply -> {
            Optional<JsonNode> entity = ServerQueries.data(reply);
            // 204: the role has never logged in.
            if (entity.isEmpty() && reply.status() != 204) {
                return new Identified.Nobody(
                        ServerQueries.unanswered("the entity of the role cannot be looked up", reply));
            }
            String id = entity.map(e -> e.path("id").asText()).orElse("");
            Map<String, String> metadata =
                    entity.map(e -> Identities.texts(e.path("metadata"))).orElse(Map.of());
            return new Identified.As(new Identity("", id, metadata, role, 0));
        });
    }

    /// Role id to role name. A role whose id cannot be read is left out, so its logins are denied.
    private CompletableFuture<Map<String, String>> listed(String mount) {
        return server.appRoles(mount).thenCompose(reply -> {
            List<CompletableFuture<Map.Entry<String, String>>> found = new ArrayList<>();
            ServerQueries.data(reply)
                    .ifPresent(data -> data.path("keys").forEach(role -> {
                        String name = role.asText();
                        if (CanonicalPath.isPlain(name)) {
                            found.add(server.appRoleId(mount, name).thenApply(id -> Map.entry(roleId(id), name)));
                        }
                    }));
            return CompletableFuture.allOf(found.toArray(CompletableFuture[]::new))
                    .thenApply(all -> {
                        Map<String, String> names = new HashMap<>();
                        found.forEach(each ->
                                names.put(each.join().getKey(), each.join().getValue()));
                        names.remove("");
                        return names;
                    });
        });
    }

    private static String roleId(Reply reply) {
        return ServerQueries.data(reply)
                .map(data -> data.path("role_id").asText())
                .orElse("");
    }
}
