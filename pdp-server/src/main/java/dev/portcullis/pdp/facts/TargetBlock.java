package dev.portcullis.pdp.facts;

import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import dev.portcullis.snapshot.Edge;
import dev.portcullis.snapshot.EdgeList;
import dev.portcullis.snapshot.NodeKind;
import dev.portcullis.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is known about the thing asked for, as the snapshot has it and never as the request says.
final class TargetBlock {
    private static final String PRODUCTION = "production";

    private final Snapshot snapshot;
    private final OwnerBlock owners;
    private final BlockCache cache = new BlockCache();

    TargetBlock(Snapshot snapshot, OwnerBlock owners) {
        this.snapshot = snapshot;
        this.owners = owners;
    }

    /// @param resource the id asked for
    RegoObject of(Target target, String resource) {
        return switch (target) {
            case Target.Unknown _ -> new Entries().put(Names.KNOWN, false).build();
            case Target.Row row -> cache.get(row.node(), () -> row(row));
            case Target.Prefix prefix -> prefix(prefix, resource);
        };
    }

    private RegoObject row(Target.Row row) {
        return new Entries()
                .put(Names.KNOWN, true)
                .put(Names.UID, snapshot.id(row.node()))
                .put(Names.KIND, kind(row.node()))
                .put(Names.ENVIRONMENT, environment(row.node()))
                .put(Names.OWNER, row.hasThing() ? owners.of(row.thing()) : null)
                .put(Names.CONSUMER_GROUPS, groups(List.of(row)))
                .build();
    }

    /// What all rows below have in common. A part that was not looked at may differ, so then nothing is common.
    private RegoObject prefix(Target.Prefix prefix, String resource) {
        Entries entries = new Entries()
                .put(Names.KNOWN, true)
                .put(Names.UID, resource)
                .put(Names.ENVIRONMENT, commonEnvironment(prefix));
        if (prefix.complete()) {
            entries.put(Names.KIND, commonKind(prefix.rows()))
                    .put(Names.OWNER, commonOwner(prefix.rows()))
                    .put(Names.CONSUMER_GROUPS, groups(prefix.rows()));
        }
        return entries.build();
    }

    /// The type a request for this node has: `<system>_<type>` of its id, unless its row says otherwise.
    private String kind(int node) {
        return switch (snapshot.kind(node)) {
            case STORAGE_LOCATION -> snapshot.storageLocations().type(node);
            case RESOURCE -> snapshot.resources().type(node);
            case IDENTITY, CREDENTIAL, CONSUMER, OWNER, SYSTEM -> {
                String[] parts = snapshot.id(node).split(":", 3);
                yield parts.length < 2 ? parts[0] : parts[0] + "_" + parts[1];
            }
        };
    }

    private @Nullable String environment(int node) {
        return switch (snapshot.kind(node)) {
            case IDENTITY -> snapshot.identities().environment(node);
            case STORAGE_LOCATION -> snapshot.storageLocations().environment(node);
            case CONSUMER -> snapshot.consumers().environment(node);
            case RESOURCE -> snapshot.resources().environment(node);
            case SYSTEM -> snapshot.systems().environment(node);
            case CREDENTIAL, OWNER -> null;
        };
    }

    /// Production when anything below is; another one only when everything below is known to be in it.
    private @Nullable String commonEnvironment(Target.Prefix prefix) {
        String first = environment(prefix.rows().getFirst().node());
        boolean same = prefix.complete();
        for (Target.Row row : prefix.rows()) {
            String environment = environment(row.node());
            if (PRODUCTION.equals(environment)) {
                return PRODUCTION;
            }
            same = same && Objects.equals(environment, first);
        }
        return same ? first : null;
    }

    private @Nullable String commonKind(List<Target.Row> rows) {
        String first = kind(rows.getFirst().node());
        return rows.stream().allMatch(row -> kind(row.node()).equals(first)) ? first : null;
    }

    private @Nullable RegoObject commonOwner(List<Target.Row> rows) {
        return rows.stream().allMatch(Target.Row::hasThing)
                ? owners.common(rows.stream().mapToInt(Target.Row::thing))
                : null;
    }

    /// Groups of the known consumers, sorted.
    private RegoArray groups(List<Target.Row> rows) {
        Set<ConsumerGroup> groups = EnumSet.noneOf(ConsumerGroup.class);
        for (Target.Row row : rows) {
            if (snapshot.kind(row.node()) == NodeKind.STORAGE_LOCATION) {
                EdgeList stored = snapshot.edges(Edge.Kind.STORED_IN).sources(row.node());
                for (int i = 0; i < stored.size(); i++) {
                    addGroups(stored.node(i), groups);
                }
            } else {
                addGroups(row.node(), groups);
            }
        }
        List<RegoValue> words = new ArrayList<>();
        groups.forEach(group -> words.add(RegoString.of(group.word())));
        return RegoArray.copyOf(words);
    }

    private void addGroups(int thing, Set<ConsumerGroup> groups) {
        EdgeList consumers = snapshot.edges(Edge.Kind.CONSUMED_BY).targets(thing);
        for (int i = 0; i < consumers.size(); i++) {
            ConsumerGroup group = ConsumerGroup.of(snapshot.consumers().type(consumers.node(i)));
            if (group != null) {
                groups.add(group);
            }
        }
    }
}
