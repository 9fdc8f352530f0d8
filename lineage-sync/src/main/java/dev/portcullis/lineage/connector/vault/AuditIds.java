package dev.portcullis.lineage.connector.vault;

import dev.portcullis.lineage.connector.CanonicalId;
import dev.portcullis.lineage.connector.vault.AuditEntry.Login;
import dev.portcullis.lineage.connector.vault.AuditEntry.Target;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes the ids of docs/spec/identifiers.md out of what an audit log calls things.
final class AuditIds {
    /// What version 2 of the key-value store has below a mount; `data` alone shows secrets.
    private static final Set<String> VERSION_2 =
            Set.of("data", "metadata", "delete", "undelete", "destroy", "subkeys", "detailed-metadata", "config");

    /// Engines that issue credentials below `creds/<role>`.
    private static final Set<String> ISSUERS = Set.of(
            "aws", "azure", "consul", "database", "kubernetes", "ldap", "nomad", "openldap", "rabbitmq", "terraform");

    private static final String AUTH = "auth/";

    private final VaultAudit audit;

    AuditIds(VaultAudit audit) {
        this.audit = audit;
    }

    /// The thing whose secret an answer carried; null when the request was about something else.
    @Nullable
    String thing(Target target) throws MalformedEntryException {
        String mount = target.mount();
        String path = target.path();
        if (mount.isEmpty() || !path.startsWith(mount) || path.endsWith("/")) {
            return null;
        }
        String inside = path.substring(mount.length());
        boolean read = target.operation().equals("read");
        if (target.mountType().equals("kv") || target.mountType().equals("generic")) {
            return read ? secret(target, inside) : null;
        }
        boolean asks = read
                || target.operation().equals("update")
                || target.operation().equals("create");
        if (asks && ISSUERS.contains(target.mountType()) && inside.startsWith("creds/")) {
            return id("vault:role:" + instance(target) + mount + inside.substring("creds/".length()));
        }
        return null;
    }

    private @Nullable String secret(Target target, String inside) throws MalformedEntryException {
        int slash = inside.indexOf('/');
        String first = slash < 0 ? inside : inside.substring(0, slash);
        if (!VERSION_2.contains(first)) {
            return inside.isEmpty() ? null : id("vault:secret:" + instance(target) + target.mount() + inside);
        }
        return first.equals("data") && slash >= 0
                ? id("vault:secret:" + instance(target) + target.mount() + inside.substring(slash + 1))
                : null;
    }

    /// Who logged in: the service account where the mount belongs to a known cluster, else the role of the auth
    /// method; null when the method names neither.
    @Nullable
    String identity(Target target, Login login) throws MalformedEntryException {
        String mount = target.mount();
        if (!mount.startsWith(AUTH)) {
            return null;
        }
        String name = target.namespace() + mount.substring(AUTH.length(), mount.length() - 1);
        String cluster = audit.kubernetes().get(name);
        if (cluster != null && login.serviceAccount() != null) {
            return id("k8s:service_account:" + cluster + "/" + login.serviceAccount());
        }
        return login.role() == null ? null : id("vault:role:" + instance(target) + mount + login.role());
    }

    /// The identity that Vault itself keeps for somebody, however they log in.
    String entity(String entity) throws MalformedEntryException {
        return id("vault:entity:" + audit.cluster() + "/" + entity);
    }

    private String instance(Target target) {
        return audit.cluster() + "/" + target.namespace();
    }

    private static String id(String id) throws MalformedEntryException {
        String problem = CanonicalId.problem(id);
        if (problem != null) {
            throw new MalformedEntryException("names a thing whose id " + problem);
        }
        return id;
    }
}
