package dev.portcullis.snapshot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A node of the lineage graph as a snapshot stores it. `id` is canonical (`system:type:path`,
/// docs/spec/identifiers.md) and
/// unique over all kinds except [Owner], whose ids are people and groups and may also be the id of an [Identity].
/// Nullable columns are facts that are not known: they are absent keys for policies, never empty strings.
/// Times are nanoseconds since 1970-01-01T00:00:00Z.
public sealed interface Node {
    String id();

    /// A principal of some system: a role, a user, a service account, an application.
    ///
    /// @param type the middle part of the id, such as `role`
    /// @param status `active`, `inactive`, `revoked` or `removed`
    record Identity(
            String id,
            String type,
            String system,
            @Nullable String environment,
            String status,
            @Nullable Long createdNs,
            @Nullable Ownership ownership)
            implements Node {}

    /// Something that authenticates an identity. The value is never known here.
    ///
    /// @param kind `aws_access_key`, `github_pat`, `opaque`, `db_password` …
    /// @param lifetimeClass `static` or `ephemeral`
    /// @param status `active`, `deactivated`, `revoked` or `removed`
    record Credential(
            String id,
            String kind,
            String lifetimeClass,
            String status,
            @Nullable Long createdNs,
            @Nullable Long expiresNs,
            @Nullable Ownership ownership,
            @Nullable Usage usage)
            implements Node {}

    /// A place where a credential is kept.
    ///
    /// @param type `vault_secret`, `endpoint_file`, `aws_lambda_env` …: `<system>_<type>` of the id
    /// @param system the instance that holds it, such as `vault-prod`
    /// @param path the path inside that instance
    record StorageLocation(
            String id,
            String type,
            String system,
            String path,
            @Nullable String environment,
            boolean sanctioned) implements Node {}

    /// A workload, pipeline, agent or person that uses credentials.
    ///
    /// @param type `workload`, `function`, `container`, `job`, `pipeline`, `ai_agent`, `mcp_server`, `saas_app`,
    ///     `user` or `session`
    /// @param siblingKey what makes two consumers the same code in the same place (workload identity, or code
    ///     digest and IaC block)
    /// @param learningUntilNs until then novelty is relaxed for this consumer (a new agent model version, for
    ///     example)
    record Consumer(
            String id,
            String type,
            String platform,
            @Nullable String environment,
            @Nullable String region,
            @Nullable String networkZone,
            @Nullable Long firstSeenNs,
            boolean sanctioned,
            @Nullable String siblingKey,
            @Nullable Long learningUntilNs,
            @Nullable Ownership ownership)
            implements Node {}

    /// Something worth protecting, or something that can be asked for: a database, a bucket, a vault role, a service.
    ///
    /// @param type `<system>_<type>` of the id for things that can be asked for, the bare type otherwise
    /// @param dataClass `pii`, `financial`, `confidential`, `internal`, `public` or `synthetic`
    /// @param parent reaching this resource counts as reaching its parent; a resource id
    record Resource(
            String id,
            String type,
            @Nullable String environment,
            @Nullable String dataClass,
            @Nullable String parent,
            @Nullable Ownership ownership,
            @Nullable Usage usage)
            implements Node {}

    /// A person or a group that answers for things.
    ///
    /// @param status `active` or `inactive`
    /// @param accountable the owner who answers now: the same id while active, otherwise the next active rung
    /// @param escalation whom to tell, in order; owner ids
    record Owner(String id, @Nullable String email, String status, String accountable, List<String> escalation)
            implements Node {
        public Owner {
            escalation = List.copyOf(escalation);
        }
    }

    /// An account, cluster or tenant.
    record SystemInstance(String id, String type, @Nullable String environment) implements Node {}

    /// Who owns a node, and how sure that is.
    ///
    /// @param owner an owner id; null when only an escalation is known (a system owner stands in)
    /// @param score 0 to 1, from independent signals
    /// @param standIn the owner whose chain counts while `owner` is null
    record Ownership(
            @Nullable String owner, double score, @Nullable String standIn) {
        public Ownership {
            if ((owner == null) == (standIn == null)) {
                throw new IllegalArgumentException("an ownership names either an owner or a stand-in");
            }
        }
    }

    /// How a thing that can be asked for has been used, over all its consumers.
    ///
    /// @param consumersSeen distinct consumers in the observation window
    /// @param lastSeenNs last use by anyone; null when never used
    /// @param usualRegions regions of the window, sorted
    /// @param learning too young or too little used for novelty to mean anything
    record Usage(int consumersSeen, @Nullable Long lastSeenNs, List<String> usualRegions, boolean learning) {
        public Usage {
            usualRegions = List.copyOf(usualRegions);
        }
    }
}
