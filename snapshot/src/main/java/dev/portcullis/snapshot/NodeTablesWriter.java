package dev.portcullis.snapshot;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Writes the tables of all node kinds. The content has been checked: every reference resolves.
final class NodeTablesWriter {
    private final NumberedContent content;
    private final ListPool regions;
    private final ListPool escalations;

    /// @throws InvalidContentException when the lists are too many to be counted
    NodeTablesWriter(NumberedContent content) throws InvalidContentException {
        this.content = content;
        this.regions = new ListPool();
        this.escalations = new ListPool();
        for (Node node : content.content().nodes()) {
            switch (node) {
                case Node.Credential credential -> addRegions(credential.usage());
                case Node.Resource resource -> addRegions(resource.usage());
                case Node.Owner owner -> escalations.add(escalation(owner));
                case Node.Identity _, Node.StorageLocation _, Node.Consumer _, Node.SystemInstance _ -> {}
            }
        }
        regions.rank("usual regions");
        escalations.rank("rungs of escalations");
    }

    private void addRegions(Node.@Nullable Usage usage) {
        if (usage != null) {
            regions.add(regions(usage));
        }
    }

    ListPool regions() {
        return regions;
    }

    ListPool escalations() {
        return escalations;
    }

    void write(NodeKind kind, SectionOutput out) throws IOException {
        switch (kind) {
            case IDENTITY -> identities(columns(kind, Node.Identity.class, out));
            case CREDENTIAL -> credentials(columns(kind, Node.Credential.class, out));
            case STORAGE_LOCATION -> storageLocations(columns(kind, Node.StorageLocation.class, out));
            case CONSUMER -> consumers(columns(kind, Node.Consumer.class, out));
            case RESOURCE -> resources(columns(kind, Node.Resource.class, out));
            case OWNER -> owners(columns(kind, Node.Owner.class, out));
            case SYSTEM -> systems(columns(kind, Node.SystemInstance.class, out));
        }
    }

    /// Begins the table of a kind with its first column, the id.
    private <N extends Node> ColumnWriter<N> columns(NodeKind kind, Class<N> type, SectionOutput out)
            throws IOException {
        List<N> rows = new ArrayList<>(content.nodes(kind).size());
        for (Node node : content.nodes(kind)) {
            rows.add(type.cast(node));
        }
        return new ColumnWriter<>(out, TableLayout.of(kind), rows, content.strings())
                .id(content, content.numbers().first(kind));
    }

    private void identities(ColumnWriter<Node.Identity> table) throws IOException {
        table.string(Node.Identity::type)
                .string(Node.Identity::system)
                .optionalString(Node.Identity::environment)
                .string(Node.Identity::status)
                .optionalTime(Node.Identity::createdNs);
        ownership(table, Node.Identity::ownership);
        table.done();
    }

    private void credentials(ColumnWriter<Node.Credential> table) throws IOException {
        table.string(Node.Credential::kind)
                .string(Node.Credential::lifetimeClass)
                .string(Node.Credential::status)
                .optionalTime(Node.Credential::createdNs)
                .optionalTime(Node.Credential::expiresNs);
        ownership(table, Node.Credential::ownership);
        usage(table, Node.Credential::usage);
        table.done();
    }

    private static void storageLocations(ColumnWriter<Node.StorageLocation> table) throws IOException {
        table.string(Node.StorageLocation::type)
                .string(Node.StorageLocation::system)
                .string(Node.StorageLocation::path)
                .optionalString(Node.StorageLocation::environment)
                .flag(Node.StorageLocation::sanctioned)
                .done();
    }

    private void consumers(ColumnWriter<Node.Consumer> table) throws IOException {
        table.string(Node.Consumer::type)
                .string(Node.Consumer::platform)
                .optionalString(Node.Consumer::environment)
                .optionalString(Node.Consumer::region)
                .optionalString(Node.Consumer::networkZone)
                .optionalTime(Node.Consumer::firstSeenNs)
                .flag(Node.Consumer::sanctioned)
                .optionalString(Node.Consumer::siblingKey)
                .optionalTime(Node.Consumer::learningUntilNs);
        ownership(table, Node.Consumer::ownership);
        table.done();
    }

    private void resources(ColumnWriter<Node.Resource> table) throws IOException {
        table.string(Node.Resource::type)
                .optionalString(Node.Resource::environment)
                .optionalString(Node.Resource::dataClass)
                .ints(ColumnType.OPTIONAL_RESOURCE, row -> content.other(row.parent()));
        ownership(table, Node.Resource::ownership);
        usage(table, Node.Resource::usage);
        table.done();
    }

    private void owners(ColumnWriter<Node.Owner> table) throws IOException {
        table.optionalString(Node.Owner::email)
                .string(Node.Owner::status)
                .ints(ColumnType.OWNER, row -> content.owner(row.accountable()))
                .ints(ColumnType.ESCALATION, row -> escalations.rankOf(escalation(row)))
                .done();
    }

    private static void systems(ColumnWriter<Node.SystemInstance> table) throws IOException {
        table.string(Node.SystemInstance::type)
                .optionalString(Node.SystemInstance::environment)
                .done();
    }

    private <N> void ownership(ColumnWriter<N> table, Function<N, Node.@Nullable Ownership> of) throws IOException {
        table.ints(ColumnType.OPTIONAL_OWNER, row -> {
                    Node.Ownership ownership = of.apply(row);
                    return ownership == null
                            ? Format.NONE
                            : Math.max(content.owner(ownership.owner()), content.owner(ownership.standIn()));
                })
                .flag(row -> {
                    Node.Ownership ownership = of.apply(row);
                    return ownership != null && ownership.standIn() != null;
                })
                .score(row -> {
                    Node.Ownership ownership = of.apply(row);
                    return ownership == null ? 0 : ownership.score();
                });
    }

    private <N> void usage(ColumnWriter<N> table, Function<N, Node.@Nullable Usage> of) throws IOException {
        table.ints(ColumnType.OPTIONAL_COUNT, row -> {
                    Node.Usage usage = of.apply(row);
                    return usage == null ? Format.NONE : usage.consumersSeen();
                })
                .optionalTime(row -> {
                    Node.Usage usage = of.apply(row);
                    return usage == null ? null : usage.lastSeenNs();
                })
                .ints(ColumnType.OPTIONAL_REGIONS, row -> {
                    Node.Usage usage = of.apply(row);
                    return usage == null ? Format.NONE : regions.rankOf(regions(usage));
                })
                .flag(row -> {
                    Node.Usage usage = of.apply(row);
                    return usage != null && usage.learning();
                });
    }

    private long[] regions(Node.Usage usage) {
        return usage.usualRegions().stream()
                .mapToLong(content.strings()::id)
                .sorted()
                .distinct()
                .toArray();
    }

    private long[] escalation(Node.Owner owner) {
        return owner.escalation().stream().mapToLong(content::owner).toArray();
    }
}
