package dev.portcullis.cli.inspect;

import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import dev.portcullis.snapshot.Consumers;
import dev.portcullis.snapshot.Credentials;
import dev.portcullis.snapshot.Edge;
import dev.portcullis.snapshot.EdgeList;
import dev.portcullis.snapshot.FindingList;
import dev.portcullis.snapshot.Identities;
import dev.portcullis.snapshot.IntList;
import dev.portcullis.snapshot.NodeTable;
import dev.portcullis.snapshot.Owners;
import dev.portcullis.snapshot.OwnershipColumns;
import dev.portcullis.snapshot.ReachSet;
import dev.portcullis.snapshot.Resources;
import dev.portcullis.snapshot.Snapshot;
import dev.portcullis.snapshot.StorageLocations;
import dev.portcullis.snapshot.Systems;
import dev.portcullis.snapshot.UsageColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Everything a snapshot says about one node: its columns, its edges in both directions, what it reaches, its findings.
final class NodeDescription {
    private final Snapshot snapshot;
    private final int node;

    NodeDescription(Snapshot snapshot, int node) {
        this.snapshot = snapshot;
        this.node = node;
    }

    RegoObject describe() {
        NodeTable table = snapshot.table(snapshot.kind(node));
        Fields fields = new Fields()
                .text("id", snapshot.id(node))
                .text("node", table.kind().word());
        columns(table, fields);
        return fields.list("edges", edges())
                .list("reach", reach())
                .list("findings", findings())
                .build();
    }

    private void columns(NodeTable table, Fields fields) {
        switch (table) {
            case Identities of -> {
                fields.text("type", of.type(node))
                        .text("system", of.system(node))
                        .text("environment", of.environment(node));
                fields.text("status", of.status(node)).time("created", of.createdNs(node));
                ownership(of.ownership(), fields);
            }
            case Credentials of -> {
                fields.text("kind", of.kind(node)).text("lifetime_class", of.lifetimeClass(node));
                fields.text("status", of.status(node));
                fields.time("created", of.createdNs(node)).time("expires", of.expiresNs(node));
                ownership(of.ownership(), fields);
                usage(of.usage(), fields);
            }
            case StorageLocations of -> {
                fields.text("type", of.type(node))
                        .text("system", of.system(node))
                        .text("path", of.path(node));
                fields.text("environment", of.environment(node)).flag("sanctioned", of.sanctioned(node));
            }
            case Consumers of -> {
                fields.text("type", of.type(node)).text("platform", of.platform(node));
                fields.text("environment", of.environment(node)).text("region", of.region(node));
                fields.text("network_zone", of.networkZone(node)).time("first_seen", of.firstSeenNs(node));
                fields.flag("sanctioned", of.sanctioned(node)).text("sibling_key", of.siblingKey(node));
                fields.time("learning_until", of.learningUntilNs(node));
                ownership(of.ownership(), fields);
            }
            case Resources of -> {
                fields.text("type", of.type(node)).text("environment", of.environment(node));
                fields.text("data_class", of.dataClass(node)).node("parent", snapshot, of.parent(node));
                ownership(of.ownership(), fields);
                usage(of.usage(), fields);
            }
            case Owners of -> {
                fields.text("email", of.email(node)).text("status", of.status(node));
                fields.node("accountable", snapshot, of.accountable(node));
                fields.list("escalation", texts(of.escalation(node), snapshot::id));
            }
            case Systems of -> fields.text("type", of.type(node)).text("environment", of.environment(node));
        }
    }

    private void ownership(OwnershipColumns columns, Fields fields) {
        if (columns.known(node)) {
            fields.object(
                    "ownership",
                    new Fields()
                            .node("owner", snapshot, columns.owner(node))
                            .node("stand_in", snapshot, columns.standIn(node))
                            .fraction("score", columns.score(node))
                            .build());
        }
    }

    private void usage(UsageColumns columns, Fields fields) {
        if (columns.known(node)) {
            fields.object(
                    "usage",
                    new Fields()
                            .number("consumers_seen", columns.consumersSeen(node))
                            .time("last_seen", columns.lastSeenNs(node))
                            .list("usual_regions", texts(columns.usualRegions(node), snapshot::string))
                            .flag("learning", columns.learning(node))
                            .build());
        }
    }

    private static List<RegoString> texts(IntList items, IntFunction<String> text) {
        List<RegoString> texts = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            texts.add(RegoString.of(text.apply(items.get(i))));
        }
        return texts;
    }

    /// Each edge with its kind; `to` for one that begins here, `from` for one that ends here.
    private List<RegoValue> edges() {
        List<RegoValue> edges = new ArrayList<>();
        for (Edge.Kind kind : Edge.Kind.values()) {
            add(edges, kind, "to", snapshot.edges(kind).targets(node));
            add(edges, kind, "from", snapshot.edges(kind).sources(node));
        }
        return edges;
    }

    private void add(List<RegoValue> edges, Edge.Kind kind, String direction, EdgeList list) {
        for (int i = 0; i < list.size(); i++) {
            edges.add(new Fields()
                    .text("kind", kind.name())
                    .text(direction, snapshot.id(list.node(i)))
                    .text("via", string(list.via(i)))
                    .build());
        }
    }

    private @Nullable String string(int id) {
        return id == Snapshot.NONE ? null : snapshot.string(id);
    }

    /// What it reaches: in anyone's hands, and in those of each consumer for whom that differs.
    private List<RegoValue> reach() {
        List<RegoValue> reach = new ArrayList<>();
        ReachSet general = snapshot.reaches().general(node);
        if (general != null) {
            reach.add(new Fields().list("sinks", sinks(general)).build());
        }
        IntList consumers = snapshot.reaches().consumers(node);
        for (int i = 0; i < consumers.size(); i++) {
            ReachSet own = snapshot.reach(node, consumers.get(i));
            if (own != null) {
                reach.add(new Fields()
                        .node("consumer", snapshot, consumers.get(i))
                        .list("sinks", sinks(own))
                        .build());
            }
        }
        return reach;
    }

    private List<RegoValue> sinks(ReachSet set) {
        List<RegoValue> sinks = new ArrayList<>();
        for (int i = 0; i < set.size(); i++) {
            sinks.add(new Fields()
                    .node("resource", snapshot, set.resource(i))
                    .text("access", string(set.access(i)))
                    .text("verdict", string(set.verdict(i)))
                    .build());
        }
        return sinks;
    }

    private List<RegoValue> findings() {
        List<RegoValue> findings = new ArrayList<>();
        FindingList list = snapshot.findings(snapshot.id(node));
        for (int i = 0; i < list.size(); i++) {
            findings.add(new Fields()
                    .text("code", list.code(i))
                    .text("severity", list.severity(i))
                    .time("since", list.sinceNs(i))
                    .flag("tombstone", list.tombstone(i))
                    .build());
        }
        return findings;
    }
}
