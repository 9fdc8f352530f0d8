package dev.portcullis.lineage.finding;

import dev.portcullis.lineage.connector.CanonicalId;
import dev.portcullis.lineage.connector.Fact;
import dev.portcullis.lineage.connector.NodeFact;
import dev.portcullis.lineage.connector.Word;
import dev.portcullis.lineage.graph.EdgeIndex;
import dev.portcullis.lineage.graph.Facts;
import dev.portcullis.lineage.graph.TracedEdge;
import dev.portcullis.snapshot.Edge;
import dev.portcullis.snapshot.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What is wrong with where a credential is put and with whom it is shared.
final class Sharing {
    /// Types of locations that are variables of a function, a task or a process.
    private static final Set<String> VARIABLES = Set.of("app_setting", "env_var", "lambda_env", "task_env");

    private final Facts facts;
    private final EdgeIndex edges;
    private final List<Finding> found = new ArrayList<>();

    private Sharing(Facts facts, EdgeIndex edges) {
        this.facts = facts;
        this.edges = edges;
    }

    /// `secret_in_environment_variable` on locations and `credential_shared` on credentials.
    static List<Finding> find(Facts facts, EdgeIndex edges) {
        Sharing sharing = new Sharing(facts, edges);
        facts.nodes(NodeFact.Location.class).keySet().forEach(sharing::secretInEnvironmentVariable);
        facts.nodes(NodeFact.Credential.class).keySet().forEach(sharing::credentialShared);
        return sharing.found;
    }

    /// A credential value sits in a function, task or process variable; since the first one got there.
    private void secretInEnvironmentVariable(String location) {
        List<TracedEdge> stored = edges.incoming(Edge.Kind.STORED_IN, location);
        if (!stored.isEmpty() && VARIABLES.contains(CanonicalId.parse(location).type())) {
            add(location, "secret_in_environment_variable", Fact.Severity.HIGH, stored);
        }
    }

    /// Consumers of different teams authenticate as one identity; since the first of them.
    private void credentialShared(String credential) {
        List<TracedEdge> consumed = edges.outgoing(Edge.Kind.CONSUMED_BY, credential);
        Set<String> teams = new TreeSet<>();
        for (TracedEdge edge : consumed) {
            String team = team(edge.edge().to());
            if (team != null) {
                teams.add(team);
            }
        }
        if (teams.size() > 1) {
            add(credential, "credential_shared", Fact.Severity.MEDIUM, consumed);
        }
    }

    private @Nullable String team(String consumer) {
        Fact.Ownership ownership = facts.ownership(consumer);
        return ownership != null && facts.owner(ownership.owner()) instanceof NodeFact.Person person
                ? person.team()
                : null;
    }

    private void add(String subject, String code, Fact.Severity severity, List<TracedEdge> since) {
        long first = since.stream().mapToLong(TracedEdge::sinceNs).min().orElseThrow();
        found.add(new Finding(subject, code, Word.of(severity), first, false));
    }
}
