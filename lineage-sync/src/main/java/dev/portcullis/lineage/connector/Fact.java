package dev.portcullis.lineage.connector;

import dev.portcullis.snapshot.Edge;
import org.jspecify.annotations.Nullable;

/// One *resolved* statement of a source: ids are canonical, joins are done, nothing in it is a guess or a secret.
/// Times are nanoseconds since 1970.
public sealed interface Fact
        permits NodeFact, Fact.Link, Fact.Ownership, Fact.Grant, Fact.Use, Fact.Expectation, Fact.OpenFinding {
    /// Which statement this is.
    Kind kind();

    /// What makes it the same statement when it is made again; unique within its kind and source.
    String naturalKey();

    /// An edge that the source states.
    ///
    /// @param via how it came to be, such as `ambient`; null when that does not matter
    /// @param sinceNs when it began; null when only the time of observation is known
    record Link(
            Edge.Kind edge,
            String from,
            String to,
            @Nullable String via,
            @Nullable Long sinceNs) implements Fact {
        public Link {
            CanonicalId.parse(from);
            CanonicalId.parse(to);
        }

        @Override
        public Kind kind() {
            return Kind.EDGE;
        }

        @Override
        public String naturalKey() {
            return edge + " " + from + " " + to + (via == null ? "" : " " + via);
        }
    }

    /// Who answers for a thing, as far as the source's signals tell.
    ///
    /// @param subject any node id, a system included
    /// @param owner a person or group id
    /// @param score 0 to 1
    record Ownership(String subject, String owner, double score) implements Fact {
        public Ownership {
            CanonicalId.parse(subject);
            CanonicalId.parse(owner);
            if (!(score >= 0 && score <= 1)) {
                throw new IllegalArgumentException("is not between 0 and 1");
            }
        }

        @Override
        public Kind kind() {
            return Kind.OWNERSHIP;
        }

        @Override
        public String naturalKey() {
            return subject;
        }
    }

    /// A principal may use a resource, after all policies of the source have been evaluated.
    ///
    /// @param principal an identity, a credential, or a resource that issues (a role)
    /// @param consumer in whose hands; null for anybody's. What is said for one consumer beats what is said for all
    /// @param resource a resource, or a storage location whose credentials the principal may read
    record Grant(String principal, @Nullable String consumer, String resource, Access access, Verdict verdict)
            implements Fact {
        public Grant {
            CanonicalId.parse(principal);
            CanonicalId.parse(resource);
            if (consumer != null) {
                CanonicalId.parse(consumer);
            }
        }

        @Override
        public Kind kind() {
            return Kind.GRANT;
        }

        @Override
        public String naturalKey() {
            return principal + " " + resource + " " + access + (consumer == null ? "" : " " + consumer);
        }
    }

    /// A thing was used by a consumer, from one region, between two times.
    ///
    /// @param thing the credential, or the role, client or service that was asked for
    /// @param consumer null when the source could not tell who it was; such a use makes nothing familiar
    /// @param uses how often between the two times, at least 1
    /// @param flagged whether something was wrong with it; a flagged use never teaches what is normal
    record Use(
            String thing,
            @Nullable String consumer,
            @Nullable String region,
            long firstUseNs,
            long lastUseNs,
            long uses,
            boolean flagged)
            implements Fact {
        public Use {
            CanonicalId.parse(thing);
            if (consumer != null) {
                CanonicalId.parse(consumer);
            }
            if (firstUseNs > lastUseNs) {
                throw new IllegalArgumentException("is later than the last use");
            }
            if (uses < 1) {
                throw new IllegalArgumentException("is less than 1");
            }
        }

        @Override
        public Kind kind() {
            return Kind.USE;
        }

        @Override
        public String naturalKey() {
            return String.join(" ", thing, String.valueOf(consumer), String.valueOf(region), flagged ? "flagged" : "");
        }
    }

    /// An owner approved a use in advance.
    ///
    /// @param untilNs from then on it no longer counts
    record Expectation(String subject, String thing, long untilNs) implements Fact {
        public Expectation {
            CanonicalId.parse(subject);
            CanonicalId.parse(thing);
        }

        @Override
        public Kind kind() {
            return Kind.EXPECTATION;
        }

        @Override
        public String naturalKey() {
            return subject + " " + thing;
        }
    }

    /// Something the source itself found, or the end of a thing (a tombstone).
    ///
    /// @param subject a node id, or `task:<type>/<id>`
    /// @param code a code of docs/spec/decision.md
    record OpenFinding(String subject, String code, Severity severity, long sinceNs, boolean tombstone)
            implements Fact {
        @Override
        public Kind kind() {
            return Kind.FINDING;
        }

        @Override
        public String naturalKey() {
            return subject + " " + code;
        }
    }

    /// The statements there are; the names in evidence files are these in lower case.
    enum Kind {
        IDENTITY,
        CREDENTIAL,
        LOCATION,
        CONSUMER,
        RESOURCE,
        PERSON,
        GROUP,
        SYSTEM,
        EDGE,
        OWNERSHIP,
        GRANT,
        USE,
        EXPECTATION,
        FINDING
    }

    /// What a grant lets one do.
    enum Access {
        READ,
        WRITE,
        READ_WRITE,
        INVOKE
    }

    /// Whether a grant holds: `CONDITIONAL` when that depends on something not known here.
    enum Verdict {
        YES,
        CONDITIONAL,
        NO
    }

    /// How bad a finding is.
    enum Severity {
        LOW,
        MEDIUM,
        HIGH,
        CRITICAL
    }
}
