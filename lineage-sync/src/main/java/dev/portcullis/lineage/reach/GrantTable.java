package dev.portcullis.lineage.reach;

import dev.portcullis.lineage.connector.Fact;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Grants by principal. What a source says about one consumer beats what it says about all; two sources that say
/// different things add up to the wider one, because reach that is too wide is the safer mistake.
final class GrantTable {
    private final Map<String, List<Fact.Grant>> byPrincipal = new HashMap<>();

    GrantTable(Collection<Fact.Grant> grants) {
        for (Fact.Grant grant : grants) {
            byPrincipal
                    .computeIfAbsent(grant.principal(), principal -> new ArrayList<>())
                    .add(grant);
        }
    }

    /// What a principal may use in a consumer's hands (null: in anybody's); no verdict among them is NO.
    List<Fact.Grant> effective(String principal, @Nullable String consumer) {
        var chosen = new HashMap<Target, Fact.Grant>();
        for (Fact.Grant grant : byPrincipal.getOrDefault(principal, List.of())) {
            if (grant.consumer() == null || grant.consumer().equals(consumer)) {
                chosen.merge(new Target(grant.resource(), grant.access()), grant, GrantTable::stronger);
            }
        }
        return chosen.values().stream()
                .filter(grant -> grant.verdict() != Fact.Verdict.NO)
                .toList();
    }

    /// The consumers for whom a principal has grants of their own, sorted.
    Set<String> consumersNamedBy(String principal) {
        var named = new TreeSet<String>();
        for (Fact.Grant grant : byPrincipal.getOrDefault(principal, List.of())) {
            if (grant.consumer() != null) {
                named.add(grant.consumer());
            }
        }
        return named;
    }

    private record Target(String resource, Fact.Access access) {}

    private static Fact.Grant stronger(Fact.Grant a, Fact.Grant b) {
        if ((a.consumer() == null) != (b.consumer() == null)) {
            return a.consumer() == null ? b : a;
        }
        return a.verdict().compareTo(b.verdict()) <= 0 ? a : b;
    }
}
