package dev.portcullis.lineage.finding;

import dev.portcullis.lineage.baseline.BaselineDerivation;
import dev.portcullis.lineage.connector.ConsumerType;
import dev.portcullis.lineage.connector.Fact;
import dev.portcullis.lineage.connector.NodeFact;
import dev.portcullis.lineage.connector.Word;
import dev.portcullis.lineage.graph.EdgeIndex;
import dev.portcullis.lineage.graph.Facts;
import dev.portcullis.lineage.graph.TracedEdge;
import dev.portcullis.lineage.reach.ConsumerReach;
import dev.portcullis.snapshot.Edge;
import dev.portcullis.snapshot.Finding;
import dev.portcullis.snapshot.Reach;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The open findings on the estate: what sources found themselves, tombstones included, and what follows from
/// the graph. Each method is one code and says its sentence.
public final class FindingDerivation {
    /// Kinds of credentials for which platforms issue short-lived ones instead. The same list is the setting
    /// `ephemeral_kinds` of the credential-governance bundle.
    private static final Set<String> EPHEMERAL_KINDS =
            Set.of("aws_access_key", "azure_client_secret", "db_password", "gcp_sa_key", "github_pat");

    private static final long LONG_LIVED_NS = Duration.ofDays(90).toNanos();
    private static final String TASK = "task:";
    private static final String PRODUCTION = "production";

    private final Facts facts;
    private final EdgeIndex edges;
    private final ReachIndex reach;
    private final long nowNs;
    private final TreeMap<Key, Finding> found = new TreeMap<>(Key.ORDER);

    private FindingDerivation(Facts facts, EdgeIndex edges, ReachIndex reach, long nowNs) {
        this.facts = facts;
        this.edges = edges;
        this.reach = reach;
        this.nowNs = nowNs;
    }

    private record Key(String subject, String code) {
        static final Comparator<Key> ORDER = Comparator.comparing(Key::subject).thenComparing(Key::code);
    }

    /// All findings that are open at a time, one per subject and code.
    public static List<Finding> derive(Facts facts, EdgeIndex edges, List<Reach> reaches, long nowNs) {
        var derivation = new FindingDerivation(facts, edges, new ReachIndex(reaches), nowNs);
        for (Fact.OpenFinding stated : facts.findings()) {
            if (!stated.tombstone() && !derivation.isKnown(stated.subject())) {
                continue;
            }
            derivation.add(stated.subject(), stated.code(), stated.severity(), stated.sinceNs(), stated.tombstone());
        }
        for (NodeFact.Credential credential :
                facts.nodes(NodeFact.Credential.class).values()) {
            derivation.longLivedCredential(credential);
            derivation.duplicateLocation(credential);
            derivation.productionCredentialNotEphemeral(credential);
        }
        facts.nodes(NodeFact.Location.class).values().forEach(derivation::unsanctionedLocation);
        facts.nodes(NodeFact.Location.class).values().forEach(derivation::openSecretPath);
        facts.nodes(NodeFact.Consumer.class).values().forEach(derivation::ambientCredential);
        facts.uses().forEach(derivation::consumerUnresolved);
        Exposures.find(facts, edges).forEach(derivation::add);
        Sharing.find(facts, edges).forEach(derivation::add);
        Orphans.find(facts, new ConsumerReach(facts, edges)).forEach(derivation::add);
        Privileges.find(facts, edges, derivation.reach, nowNs).forEach(derivation::add);
        return List.copyOf(derivation.found.values());
    }

    /// A finding is about a node or a task; only a tombstone may be about what is gone.
    private boolean isKnown(String subject) {
        return subject.startsWith(TASK) || facts.node(subject) != null || facts.owner(subject) != null;
    }

    /// Static and older than 90 days, rotated or not. High when the platform could issue a short-lived one instead.
    private void longLivedCredential(NodeFact.Credential credential) {
        Long createdNs = credential.createdNs();
        if (createdNs != null && isLiveStatic(credential) && nowNs - createdNs > LONG_LIVED_NS) {
            boolean avoidable = EPHEMERAL_KINDS.contains(credential.type());
            add(
                    credential.id(),
                    "long_lived_credential",
                    avoidable ? Fact.Severity.HIGH : Fact.Severity.MEDIUM,
                    createdNs + LONG_LIVED_NS,
                    false);
        }
    }

    /// One credential stored in more than one place; since it reached the second one.
    private void duplicateLocation(NodeFact.Credential credential) {
        List<Long> since = edges.outgoing(Edge.Kind.STORED_IN, credential.id()).stream()
                .map(TracedEdge::sinceNs)
                .sorted()
                .toList();
        if (since.size() > 1) {
            add(credential.id(), "duplicate_location", Fact.Severity.MEDIUM, since.get(1), false);
        }
    }

    /// An agent asks for or presents a static credential of a kind that platforms issue, in production; since
    /// the first such agent was seen with it.
    private void productionCredentialNotEphemeral(NodeFact.Credential credential) {
        if (!isLiveStatic(credential) || !EPHEMERAL_KINDS.contains(credential.type())) {
            return;
        }
        Long since = null;
        for (TracedEdge consumed : edges.outgoing(Edge.Kind.CONSUMED_BY, credential.id())) {
            if (facts.node(consumed.edge().to()) instanceof NodeFact.Consumer consumer
                    && consumer.type().group() == ConsumerType.Group.AGENT
                    && isInProduction(credential.id(), consumer.id())) {
                since = since == null ? consumed.sinceNs() : Math.min(since, consumed.sinceNs());
            }
        }
        if (since != null) {
            add(credential.id(), "production_credential_not_ephemeral", Fact.Severity.HIGH, since, false);
        }
    }

    /// A credential stored where the estate does not allow it; since the first credential got there.
    private void unsanctionedLocation(NodeFact.Location location) {
        Long since = earliest(edges.incoming(Edge.Kind.STORED_IN, location.id()));
        if (!location.sanctioned() && since != null) {
            add(location.id(), "unsanctioned_location", Fact.Severity.HIGH, since, false);
        }
    }

    /// Any authenticated caller of the store may read a place where a credential lies; since the first one got
    /// there.
    private void openSecretPath(NodeFact.Location location) {
        Long since = earliest(edges.incoming(Edge.Kind.STORED_IN, location.id()));
        if (location.open() && since != null) {
            add(location.id(), "open_secret_path", Fact.Severity.MEDIUM, since, false);
        }
    }

    /// A consumer has inherited credentials; since the first of them.
    private void ambientCredential(NodeFact.Consumer consumer) {
        List<TracedEdge> inherited = edges.incoming(Edge.Kind.CONSUMED_BY, consumer.id()).stream()
                .filter(consumed -> EdgeIndex.AMBIENT.equals(consumed.edge().via()))
                .toList();
        Long since = earliest(inherited);
        if (since != null) {
            add(consumer.id(), "ambient_credential", Fact.Severity.HIGH, since, false);
        }
    }

    /// Something was used, in the last 90 days, and nobody can say by whom; since the first such use.
    private void consumerUnresolved(Fact.Use use) {
        boolean recent = use.lastUseNs() + BaselineDerivation.WINDOW_NS > nowNs;
        if (recent && !use.flagged() && use.consumer() == null && isKnown(use.thing())) {
            add(use.thing(), "consumer_unresolved", Fact.Severity.HIGH, use.firstUseNs(), false);
        }
    }

    /// Production is the environment of some sink in these hands, or of some location.
    private boolean isInProduction(String credential, String consumer) {
        for (Reach.Sink sink : reach.sinks(credential, consumer)) {
            if (facts.node(sink.resource()) instanceof NodeFact.Resource resource
                    && PRODUCTION.equals(resource.environment())) {
                return true;
            }
        }
        for (TracedEdge stored : edges.outgoing(Edge.Kind.STORED_IN, credential)) {
            if (facts.node(stored.edge().to()) instanceof NodeFact.Location location
                    && PRODUCTION.equals(location.environment())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isLiveStatic(NodeFact.Credential credential) {
        return credential.lifetime() == NodeFact.Lifetime.STATIC && credential.status() == NodeFact.Status.ACTIVE;
    }

    private static @Nullable Long earliest(List<TracedEdge> traced) {
        return traced.stream()
                .map(TracedEdge::sinceNs)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /// Of two findings of one code on one subject the older one stays, with the higher severity.
    private void add(String subject, String code, Fact.Severity severity, long sinceNs, boolean tombstone) {
        add(new Finding(subject, code, Word.of(severity), sinceNs, tombstone));
    }

    private void add(Finding finding) {
        found.merge(new Key(finding.subject(), finding.code()), finding, FindingDerivation::union);
    }

    private static Finding union(Finding a, Finding b) {
        Fact.Severity higher = severity(a).compareTo(severity(b)) >= 0 ? severity(a) : severity(b);
        return new Finding(
                a.subject(),
                a.code(),
                Word.of(higher),
                Math.min(a.sinceNs(), b.sinceNs()),
                a.tombstone() || b.tombstone());
    }

    private static Fact.Severity severity(Finding finding) {
        return Fact.Severity.valueOf(finding.severity().toUpperCase(Locale.ROOT));
    }
}
