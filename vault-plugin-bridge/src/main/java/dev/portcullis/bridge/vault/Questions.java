package dev.portcullis.bridge.vault;

import dev.portcullis.bridge.pdp.Place;
import dev.portcullis.bridge.pdp.PropertyValue;
import dev.portcullis.bridge.pdp.Question;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// A request of Vault in the words of a decision (`docs/spec/identifiers.md`, `docs/spec/vault-bridge.md`).
final class Questions {
    /// Entity metadata that names the subject outright; administrators of the server set it.
    static final String SUBJECT = "portcullis_subject";
    static final String SUBJECT_TYPE = "portcullis_subject_type";
    private static final String WORKLOAD = "workload";

    private final String server;
    private final Place place;

    /// @param cluster the server's name in ids, such as `vault-prod`
    /// @param namespace the one namespace that is passed on; empty is the root
    Questions(String cluster, String namespace, Place place) {
        this.server = namespace.isEmpty() ? cluster : cluster + "/" + namespace;
        this.place = place;
    }

    /// The question about a request of this identity.
    Question about(VaultRequest request, Identity who) {
        return new Question(
                UUID.randomUUID().toString(),
                subject(who),
                action(request.operation()),
                resource(request.operation(), who),
                context(request));
    }

    private Question.Context context(VaultRequest request) {
        StatedWork work = request.work();
        return new Question.Context(
                work.purpose(),
                place.environment(),
                place.region(),
                place.networkZone(),
                request.address(),
                0,
                work.scopes(),
                work.task(),
                null,
                Map.of());
    }

    private Question.Subject subject(Identity who) {
        String named = who.metadata().getOrDefault(SUBJECT, "");
        return named.isEmpty()
                ? new Question.Subject(WORKLOAD, subjectId(who), Map.of(), List.of())
                : new Question.Subject(who.metadata().getOrDefault(SUBJECT_TYPE, WORKLOAD), named, Map.of(), List.of());
    }

    private String subjectId(Identity who) {
        if (!who.role().isEmpty()) {
            return "vault:role:" + server + "/" + who.role();
        }
        return who.entity().isEmpty()
                ? "vault:token:" + server + "/" + who.accessor()
                : "vault:entity:" + server + "/" + who.entity();
    }

    private static Question.Action action(VaultOperation operation) {
        return switch (operation) {
            case VaultOperation.SecretRead(String _, String _, long version) ->
                new Question.Action(
                        "secret.read", version == 0 ? Map.of() : Map.of("version", new PropertyValue.Whole(version)));
            case VaultOperation.AppRoleLogin _ -> new Question.Action("token.issue", Map.of());
            case VaultOperation.TokenLookup _, VaultOperation.MountLookup _ ->
                new Question.Action("vault:token.lookup", Map.of());
        };
    }

    private Question.Resource resource(VaultOperation operation, Identity who) {
        return switch (operation) {
            case VaultOperation.SecretRead(String mount, String path, long _) ->
                new Question.Resource("vault_secret", "vault:secret:" + server + "/" + mount + "/" + path, Map.of());
            case VaultOperation.AppRoleLogin _, VaultOperation.TokenLookup _, VaultOperation.MountLookup _ ->
                new Question.Resource("vault_role", "vault:role:" + server + "/" + roleOf(who), Map.of());
        };
    }

    private static String roleOf(Identity who) {
        return who.role().isEmpty() ? "auth/token" : who.role();
    }
}
