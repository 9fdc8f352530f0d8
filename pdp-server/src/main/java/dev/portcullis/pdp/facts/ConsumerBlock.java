package dev.portcullis.pdp.facts;

import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoString;
import dev.portcullis.rego.value.RegoValue;
import dev.portcullis.snapshot.Consumers;
import dev.portcullis.snapshot.Edge;
import dev.portcullis.snapshot.EdgeList;
import dev.portcullis.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;

/// What is known about one consumer.
final class ConsumerBlock {
    /// How an edge CONSUMED_BY says that a credential was merely inherited, and an edge BOUND_TO that a process holds
    /// the very session of whom it is bound to.
    private static final String AMBIENT = "ambient";

    private final Snapshot snapshot;
    private final int ambient;
    private final BlockCache cache = new BlockCache();

    ConsumerBlock(Snapshot snapshot) {
        this.snapshot = snapshot;
        this.ambient = snapshot.stringId(AMBIENT);
    }

    RegoObject of(int consumer) {
        return cache.get(consumer, () -> build(consumer));
    }

    private RegoObject build(int consumer) {
        Consumers table = snapshot.consumers();
        return new Entries()
                .put(Names.UID, table.id(consumer))
                .put(Names.TYPE, table.type(consumer))
                .put(Names.PLATFORM, table.platform(consumer))
                .put(Names.ENVIRONMENT, table.environment(consumer))
                .put(Names.REGION, table.region(consumer))
                .put(Names.NETWORK_ZONE, table.networkZone(consumer))
                .putTime(Names.FIRST_SEEN_NS, table.firstSeenNs(consumer))
                .put(Names.SANCTIONED, table.sanctioned(consumer))
                .put(Names.BOUND_TO, boundTo(consumer))
                .put(Names.AMBIENT_CREDENTIALS, ambientCredentials(consumer))
                .build();
    }

    /// Whom it is bound to: ids of identities, then of consumers; then the processes that hold the consumer's own
    /// session.
    RegoArray boundTo(int consumer) {
        List<RegoValue> bound = new ArrayList<>(
                NodeIds.of(snapshot, snapshot.edges(Edge.Kind.BOUND_TO).targets(consumer))
                        .toList());
        EdgeList processes = snapshot.edges(Edge.Kind.BOUND_TO).sources(consumer);
        for (int i = 0; i < processes.size(); i++) {
            if (ambient != Snapshot.NONE && processes.via(i) == ambient) {
                bound.add(RegoString.of(snapshot.id(processes.node(i))));
            }
        }
        return RegoArray.copyOf(bound);
    }

    /// Ids of the credentials it found in its surroundings without asking for them.
    RegoArray ambientCredentials(int consumer) {
        EdgeList consumed = snapshot.edges(Edge.Kind.CONSUMED_BY).sources(consumer);
        List<RegoValue> inherited = new ArrayList<>();
        for (int i = 0; i < consumed.size(); i++) {
            if (ambient != Snapshot.NONE && consumed.via(i) == ambient) {
                inherited.add(RegoString.of(snapshot.id(consumed.node(i))));
            }
        }
        return RegoArray.copyOf(inherited);
    }
}
