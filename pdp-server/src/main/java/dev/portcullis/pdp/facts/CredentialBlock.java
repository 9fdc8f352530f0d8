package dev.portcullis.pdp.facts;

import dev.portcullis.rego.value.RegoArray;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.rego.value.RegoValue;
import dev.portcullis.snapshot.Credentials;
import dev.portcullis.snapshot.Edge;
import dev.portcullis.snapshot.EdgeList;
import dev.portcullis.snapshot.Snapshot;
import dev.portcullis.snapshot.StorageLocations;

/// What is known about one credential.
final class CredentialBlock {
    private static final long NANOS_PER_DAY = 86_400_000_000_000L;

    private final Snapshot snapshot;
    private final OwnerBlock owners;

    CredentialBlock(Snapshot snapshot, OwnerBlock owners) {
        this.snapshot = snapshot;
        this.owners = owners;
    }

    RegoObject of(int credential, long nowNs) {
        Credentials table = snapshot.credentials();
        Entries entries = new Entries()
                .put(Names.UID, table.id(credential))
                .put(Names.KIND, table.kind(credential))
                .put(Names.LIFETIME_CLASS, table.lifetimeClass(credential))
                .putTime(Names.CREATED_NS, table.createdNs(credential))
                .putTime(Names.EXPIRES_NS, table.expiresNs(credential))
                .put(Names.LOCATIONS, locations(credential))
                .put(Names.CONSUMER_COUNT, consumerCount(credential))
                .put(Names.STATUS, table.status(credential))
                .put(Names.OWNER, owners.of(credential));
        long created = table.createdNs(credential);
        if (created != Snapshot.ABSENT_NS) {
            entries.put(Names.AGE_DAYS, Math.max(0, Math.floorDiv(nowNs - created, NANOS_PER_DAY)));
        }
        return entries.build();
    }

    /// Where it is stored, in order of location id.
    RegoArray locations(int credential) {
        EdgeList stored = snapshot.edges(Edge.Kind.STORED_IN).targets(credential);
        RegoValue[] locations = new RegoValue[NodeIds.count(stored)];
        int next = 0;
        for (int i = 0; i < stored.size(); i++) {
            if (NodeIds.isNewEnd(stored, i)) {
                locations[next++] = location(stored.node(i));
            }
        }
        return RegoArray.of(locations);
    }

    int consumerCount(int credential) {
        return NodeIds.count(snapshot.edges(Edge.Kind.CONSUMED_BY).targets(credential));
    }

    private RegoObject location(int location) {
        StorageLocations table = snapshot.storageLocations();
        return new Entries()
                .put(Names.TYPE, table.type(location))
                .put(Names.SYSTEM, table.system(location))
                .put(Names.PATH, table.path(location))
                .put(Names.ENVIRONMENT, table.environment(location))
                .put(Names.SANCTIONED, table.sanctioned(location))
                .build();
    }
}
