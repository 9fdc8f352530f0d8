package dev.portcullis.lineage.connector;

import org.jspecify.annotations.Nullable;

/// A thing exists and has these properties. Null is *not known*, never *empty*. Times are nanoseconds since 1970.
public sealed interface NodeFact extends Fact {
    String id();

    @Override
    default String naturalKey() {
        return id();
    }

    /// A principal of some system: a role, a user, a service account, an application.
    record Identity(
            String id,
            @Nullable String environment,
            Status status,
            @Nullable Long createdNs) implements NodeFact {
        public Identity {
            requireId(id);
        }

        @Override
        public Kind kind() {
            return Kind.IDENTITY;
        }
    }

    /// Something that authenticates an identity; its value is never known here.
    ///
    /// @param type `aws_access_key`, `github_pat`, `opaque`, `db_password` …
    record Credential(
            String id,
            String type,
            Lifetime lifetime,
            Status status,
            @Nullable Long createdNs,
            @Nullable Long expiresNs)
            implements NodeFact {
        public Credential {
            requireId(id);
        }

        @Override
        public Kind kind() {
            return Kind.CREDENTIAL;
        }
    }

    /// A place where credentials are kept.
    ///
    /// @param sanctioned whether the estate allows credentials there
    /// @param open whether any authenticated caller of the store may read there
    record Location(String id, @Nullable String environment, boolean sanctioned, boolean open) implements NodeFact {
        public Location {
            requireId(id);
        }

        @Override
        public Kind kind() {
            return Kind.LOCATION;
        }
    }

    /// Somebody or something that uses credentials.
    ///
    /// @param codeDigest what runs, such as `sha256:aa01`
    /// @param iacBlock where it is declared, such as `github:repo:larkfield/infra-live#settle.tf`
    /// @param modelChangedNs when an agent last changed its model version
    record Consumer(
            String id,
            ConsumerType type,
            String platform,
            @Nullable String environment,
            @Nullable String region,
            @Nullable String networkZone,
            @Nullable Long firstSeenNs,
            boolean sanctioned,
            @Nullable String codeDigest,
            @Nullable String iacBlock,
            @Nullable Long modelChangedNs)
            implements NodeFact {
        public Consumer {
            requireId(id);
        }

        @Override
        public Kind kind() {
            return Kind.CONSUMER;
        }
    }

    /// Something worth protecting, or a role, client or service that can be asked for.
    ///
    /// @param requestType `resource.type` of requests for it, such as `aws_role`; null when it cannot be asked for
    /// @param parent reaching this resource counts as reaching its parent
    record Resource(
            String id,
            @Nullable String requestType,
            @Nullable String environment,
            @Nullable DataClass dataClass,
            @Nullable String parent,
            @Nullable Long createdNs)
            implements NodeFact {
        public Resource {
            requireId(id);
            if (parent != null) {
                requireId(parent);
            }
        }

        @Override
        public Kind kind() {
            return Kind.RESOURCE;
        }
    }

    /// Who may answer for things: people and groups. Their ids may also be those of identities.
    sealed interface OwnerFact extends NodeFact {}

    /// A person who may answer for things.
    ///
    /// @param manager the manager now, or the last one known when the person left; a person id
    /// @param team a group id; its lead is the first rung above the person
    record Person(
            String id,
            @Nullable String email,
            boolean active,
            @Nullable String manager,
            @Nullable String team) implements OwnerFact {
        public Person {
            requireId(id);
            if (manager != null) {
                requireId(manager);
            }
            if (team != null) {
                requireId(team);
            }
        }

        @Override
        public Kind kind() {
            return Kind.PERSON;
        }
    }

    /// A team or a queue.
    ///
    /// @param lead a person id
    /// @param securityQueue whether this is the last rung of every escalation; true for at most one group
    record Group(
            String id, @Nullable String email, @Nullable String lead, boolean securityQueue) implements OwnerFact {
        public Group {
            requireId(id);
            if (lead != null) {
                requireId(lead);
            }
        }

        @Override
        public Kind kind() {
            return Kind.GROUP;
        }
    }

    /// An account, cluster or tenant. Its owner, if one is stated, stands in where no person is known.
    record SystemInstance(String id, @Nullable String environment) implements NodeFact {
        public SystemInstance {
            requireId(id);
        }

        @Override
        public Kind kind() {
            return Kind.SYSTEM;
        }
    }

    /// Where a thing is in its life.
    enum Status {
        ACTIVE,
        INACTIVE,
        DEACTIVATED,
        REVOKED,
        REMOVED
    }

    /// Whether a credential ends by itself.
    enum Lifetime {
        STATIC,
        EPHEMERAL
    }

    /// How sensitive what a resource holds is.
    enum DataClass {
        PII,
        FINANCIAL,
        CONFIDENTIAL,
        INTERNAL,
        PUBLIC,
        SYNTHETIC
    }

    private static void requireId(String id) {
        CanonicalId.parse(id);
    }
}
