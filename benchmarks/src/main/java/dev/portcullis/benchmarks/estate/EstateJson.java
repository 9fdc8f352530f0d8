package dev.portcullis.benchmarks.estate;

import dev.portcullis.snapshot.Edge;
import dev.portcullis.snapshot.NodeKind;
import dev.portcullis.snapshot.NodeTable;
import dev.portcullis.snapshot.OwnershipColumns;
import dev.portcullis.snapshot.ReachSet;
import dev.portcullis.snapshot.Snapshot;
import dev.portcullis.snapshot.trust.Trust;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.BitSet;
import java.util.Locale;

/// The facts of a published estate as `data.json` for OPA, as a frugal author would write them: tables by id, each fact
/// once, no absent keys, edges only in the direction in which policies follow them, sets of sinks in a table of their
/// own. The baseline is left out, because a snapshot keeps only hashes of it; that is in OPA's favour.
public final class EstateJson {
    private static final int FLUSH = 1 << 16;

    private final Snapshot snapshot;
    private final Writer file;
    private final StringBuilder out = new StringBuilder();
    private boolean first = true;

    private EstateJson(Snapshot snapshot, Writer file) {
        this.snapshot = snapshot;
        this.file = file;
    }

    /// @param arguments folder of the published estate; the JSON file
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        Trust trust = Trust.read(folder.resolve(PublishEstate.TRUST));
        try (Snapshot snapshot = Snapshot.open(folder.resolve(PublishEstate.SNAPSHOT), trust, Instant.now());
                Writer file = Files.newBufferedWriter(Path.of(arguments[1]))) {
            new EstateJson(snapshot, file).write();
        }
        Report.print("json_bytes", Files.size(Path.of(arguments[1])));
    }

    private void write() throws IOException {
        out.append("{\"lineage\":{\"epoch\":").append(snapshot.version().epoch());
        for (NodeKind kind : NodeKind.values()) {
            NodeTable table = snapshot.table(kind);
            out.append(",\"").append(kind.name().toLowerCase(Locale.ROOT)).append("\":{");
            first = true;
            for (int node = table.first(); node < table.end(); node++) {
                key(table.id(node));
                row(kind, node, new JsonRow(out));
            }
            out.append('}');
        }
        reachSets();
        file.append(out.append("}}"));
    }

    private void key(String id) throws IOException {
        if (out.length() > FLUSH) {
            file.append(out);
            out.setLength(0);
        }
        out.append(first ? "\"" : ",\"").append(id).append("\":");
        first = false;
    }

    private void row(NodeKind kind, int node, JsonRow row) {
        switch (kind) {
            case IDENTITY -> identity(node, row);
            case CREDENTIAL -> credential(node, row);
            case STORAGE_LOCATION -> location(node, row);
            case CONSUMER -> consumer(node, row);
            case RESOURCE ->
                owner(snapshot.resources().ownership(), node, row)
                        .text("type", snapshot.resources().type(node))
                        .text("environment", snapshot.resources().environment(node))
                        .text("data_class", snapshot.resources().dataClass(node));
            case OWNER ->
                row.text("email", snapshot.owners().email(node))
                        .text("status", snapshot.owners().status(node))
                        .text("accountable", snapshot.id(snapshot.owners().accountable(node)));
            case SYSTEM -> row.text("type", snapshot.systems().type(node));
        }
        row.end();
    }

    private void identity(int node, JsonRow row) {
        owner(snapshot.identities().ownership(), node, row)
                .text("type", snapshot.identities().type(node))
                .text("system", snapshot.identities().system(node))
                .text("environment", snapshot.identities().environment(node))
                .text("status", snapshot.identities().status(node))
                .time("created_ns", snapshot.identities().createdNs(node));
        targets("assumes", Edge.Kind.ASSUMES, node, row);
    }

    private void credential(int node, JsonRow row) {
        owner(snapshot.credentials().ownership(), node, row)
                .text("kind", snapshot.credentials().kind(node))
                .text("lifetime_class", snapshot.credentials().lifetimeClass(node))
                .text("status", snapshot.credentials().status(node))
                .time("created_ns", snapshot.credentials().createdNs(node))
                .number("consumers_seen", snapshot.credentials().usage().consumersSeen(node))
                .time("last_seen_ns", snapshot.credentials().usage().lastSeenNs(node))
                .number("findings", snapshot.findings(snapshot.id(node)).size());
        targets("stored_in", Edge.Kind.STORED_IN, node, row);
        targets("consumed_by", Edge.Kind.CONSUMED_BY, node, row);
        targets("authenticates", Edge.Kind.AUTHENTICATES, node, row);
        ReachSet reach = snapshot.reach(node, Snapshot.NONE);
        if (reach != null) {
            row.number("reach", reach.id());
        }
    }

    private void location(int node, JsonRow row) {
        row.text("type", snapshot.storageLocations().type(node))
                .text("system", snapshot.storageLocations().system(node))
                .text("path", snapshot.storageLocations().path(node))
                .text("environment", snapshot.storageLocations().environment(node))
                .flag("sanctioned", snapshot.storageLocations().sanctioned(node))
                .ids("stores", snapshot.edges(Edge.Kind.STORED_IN).sources(node), snapshot::id);
    }

    private void consumer(int node, JsonRow row) {
        owner(snapshot.consumers().ownership(), node, row)
                .text("type", snapshot.consumers().type(node))
                .text("platform", snapshot.consumers().platform(node))
                .text("environment", snapshot.consumers().environment(node))
                .text("region", snapshot.consumers().region(node))
                .text("network_zone", snapshot.consumers().networkZone(node))
                .time("first_seen_ns", snapshot.consumers().firstSeenNs(node))
                .flag("sanctioned", snapshot.consumers().sanctioned(node));
        targets("runs_as", Edge.Kind.RUNS_AS, node, row);
    }

    private JsonRow owner(OwnershipColumns ownership, int node, JsonRow row) {
        int owner = ownership.owner(node);
        return owner == Snapshot.NONE
                ? row
                : row.text("owner", snapshot.id(owner)).score("score", ownership.score(node));
    }

    private void targets(String name, Edge.Kind kind, int node, JsonRow row) {
        row.ids(name, snapshot.edges(kind).targets(node), snapshot::id);
    }

    /// Each set once, by its number.
    private void reachSets() throws IOException {
        out.append(",\"reach_sets\":{");
        first = true;
        var written = new BitSet();
        NodeTable credentials = snapshot.credentials();
        for (int node = credentials.first(); node < credentials.end(); node++) {
            ReachSet set = snapshot.reach(node, Snapshot.NONE);
            if (set != null && !written.get(set.id())) {
                written.set(set.id());
                key(String.valueOf(set.id()));
                sinks(set);
            }
        }
        out.append('}');
    }

    private void sinks(ReachSet set) {
        JsonRow row = new JsonRow(out);
        for (int i = 0; i < set.size(); i++) {
            row.text(snapshot.id(set.resource(i)), snapshot.string(set.access(i)));
        }
        row.end();
    }
}
