package dev.portcullis.pdp.facts;

import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoValue;
import dev.portcullis.snapshot.Consumers;
import dev.portcullis.snapshot.Credentials;
import dev.portcullis.snapshot.Edge;
import dev.portcullis.snapshot.FindingList;
import dev.portcullis.snapshot.Identities;
import dev.portcullis.snapshot.NodeTable;
import dev.portcullis.snapshot.Owners;
import dev.portcullis.snapshot.Resources;
import dev.portcullis.snapshot.Snapshot;
import dev.portcullis.snapshot.StorageLocations;
import dev.portcullis.snapshot.Systems;
import dev.portcullis.snapshot.UsageColumns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `data.lineage`: a whole snapshot as a lazy base document, one table per kind of node. Tables and columns are
/// those of docs/spec/data-lineage.md, in its order; columns never depend on the time of a request.
final class LineageTables {
    private final Snapshot snapshot;
    private final OwnerBlock owners;
    private final CredentialBlock credentialBlock;
    private final ConsumerBlock consumerBlock;
    private final ReachBlock reach;

    LineageTables(Snapshot snapshot) {
        this.snapshot = snapshot;
        this.owners = new OwnerBlock(snapshot);
        this.credentialBlock = new CredentialBlock(snapshot, owners);
        this.consumerBlock = new ConsumerBlock(snapshot);
        this.reach = new ReachBlock(snapshot);
    }

    /// The document.
    RegoObject document() {
        SnapshotBlock versions = new SnapshotBlock(snapshot);
        RegoObject.Builder document = RegoObject.builder()
                .put(Names.SNAPSHOT, versions.timeless())
                .put(Names.SOURCES, versions.timelessSources());
        for (LineageTable table : tables()) {
            document.put(table.tableName(), table);
        }
        return document.build();
    }

    /// All tables.
    List<LineageTable> tables() {
        return List.of(identities(), credentials(), locations(), consumers(), resources(), owners(), systems());
    }

    private LineageTable identities() {
        Identities table = snapshot.identities();
        return table(
                "identities",
                table,
                Column.text("uid", table::id),
                Column.text("type", table::type),
                Column.text("system", table::system),
                Column.text("environment", table::environment),
                Column.text("status", table::status),
                Column.time("created_ns", table::createdNs),
                Column.of("owner", owners::of),
                targets("assumes", Edge.Kind.ASSUMES),
                targets("federates_to", Edge.Kind.FEDERATES_TO),
                targets("member_of", Edge.Kind.MEMBER_OF),
                targets("can_control", Edge.Kind.CAN_CONTROL),
                sources("authenticated_by", Edge.Kind.AUTHENTICATES),
                sources("run_as_by", Edge.Kind.RUNS_AS));
    }

    private LineageTable credentials() {
        Credentials table = snapshot.credentials();
        return table(
                "credentials",
                table,
                Column.text("uid", table::id),
                Column.text("kind", table::kind),
                Column.text("lifetime_class", table::lifetimeClass),
                Column.text("status", table::status),
                Column.time("created_ns", table::createdNs),
                Column.time("expires_ns", table::expiresNs),
                Column.of("owner", owners::of),
                Column.of("locations", credentialBlock::locations),
                Column.of("consumer_count", node -> RegoNumber.of(credentialBlock.consumerCount(node))),
                targets("stored_in", Edge.Kind.STORED_IN),
                targets("consumed_by", Edge.Kind.CONSUMED_BY),
                targets("authenticates", Edge.Kind.AUTHENTICATES),
                targets("issued_by", Edge.Kind.ISSUED_BY),
                Column.of("usage", node -> usage(table.usage(), node)),
                Column.of("reach", node -> reach.of(node, Snapshot.NONE)));
    }

    private LineageTable locations() {
        StorageLocations table = snapshot.storageLocations();
        return table(
                "locations",
                table,
                Column.text("uid", table::id),
                Column.text("type", table::type),
                Column.text("system", table::system),
                Column.text("path", table::path),
                Column.text("environment", table::environment),
                Column.flag("sanctioned", table::sanctioned),
                sources("stores", Edge.Kind.STORED_IN));
    }

    private LineageTable consumers() {
        Consumers table = snapshot.consumers();
        return table(
                "consumers",
                table,
                Column.text("uid", table::id),
                Column.text("type", table::type),
                Column.text("platform", table::platform),
                Column.text("environment", table::environment),
                Column.text("region", table::region),
                Column.text("network_zone", table::networkZone),
                Column.time("first_seen_ns", table::firstSeenNs),
                Column.flag("sanctioned", table::sanctioned),
                Column.text("sibling_key", table::siblingKey),
                Column.time("learning_until_ns", table::learningUntilNs),
                Column.of("owner", owners::of),
                Column.of("bound_to", consumerBlock::boundTo),
                Column.of("ambient_credentials", consumerBlock::ambientCredentials),
                targets("runs_as", Edge.Kind.RUNS_AS),
                sources("consumes", Edge.Kind.CONSUMED_BY));
    }

    private LineageTable resources() {
        Resources table = snapshot.resources();
        return table(
                "resources",
                table,
                Column.text("uid", table::id),
                Column.text("type", table::type),
                Column.text("environment", table::environment),
                Column.text("data_class", table::dataClass),
                Column.text("parent", node -> {
                    int parent = table.parent(node);
                    return parent == Snapshot.NONE ? null : table.id(parent);
                }),
                Column.of("owner", owners::of),
                targets("consumed_by", Edge.Kind.CONSUMED_BY),
                Column.of("usage", node -> usage(table.usage(), node)),
                Column.of("reach", node -> reach.of(node, Snapshot.NONE)));
    }

    private LineageTable owners() {
        Owners table = snapshot.owners();
        return table(
                "owners",
                table,
                Column.text("uid", table::id),
                Column.text("email", table::email),
                Column.text("status", table::status),
                Column.text("accountable", node -> table.id(table.accountable(node))),
                Column.of("escalation", node -> NodeIds.of(table.escalation(node), table::id)),
                targets("member_of", Edge.Kind.MEMBER_OF));
    }

    private LineageTable systems() {
        Systems table = snapshot.systems();
        return table(
                "systems",
                table,
                Column.text("uid", table::id),
                Column.text("type", table::type),
                Column.text("environment", table::environment),
                targets("owned_by", Edge.Kind.OWNED_BY));
    }

    private LineageTable table(String name, NodeTable nodes, Column... columns) {
        List<Column> all = new ArrayList<>(List.of(columns));
        all.add(Column.of("findings", node -> findings(nodes.id(node))));
        return new LineageTable(name, snapshot, nodes, all);
    }

    /// Ids of the nodes that edges of a kind lead to.
    private Column targets(String name, Edge.Kind kind) {
        return Column.of(name, node -> NodeIds.of(snapshot, snapshot.edges(kind).targets(node)));
    }

    /// Ids of the nodes that edges of a kind come from.
    private Column sources(String name, Edge.Kind kind) {
        return Column.of(name, node -> NodeIds.of(snapshot, snapshot.edges(kind).sources(node)));
    }

    private RegoArray findings(String subject) {
        FindingList list = snapshot.findings(subject);
        RegoValue[] findings = new RegoValue[list.size()];
        Arrays.setAll(
                findings,
                i -> new Entries()
                        .put(Names.CODE, list.code(i))
                        .put(Names.SEVERITY, list.severity(i))
                        .put(Names.SINCE_NS, list.sinceNs(i))
                        .put(Names.TOMBSTONE, list.tombstone(i))
                        .build());
        return RegoArray.of(findings);
    }

    private @Nullable RegoValue usage(UsageColumns usage, int node) {
        if (!usage.known(node)) {
            return null;
        }
        RegoArray regions = NodeIds.of(usage.usualRegions(node), snapshot::string);
        return new Entries()
                .put(Names.CONSUMERS_SEEN, usage.consumersSeen(node))
                .putTime(Names.LAST_SEEN_NS, usage.lastSeenNs(node))
                .put(Names.USUAL_REGIONS, regions)
                .put(Names.LEARNING, usage.learning(node))
                .build();
    }
}
