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

    private static final long NO_AGE = -1;

    private final Snapshot snapshot;
    private final OwnerBlock owners;
    private final BlockCache cache = new BlockCache();

    CredentialBlock(Snapshot snapshot, OwnerBlock owners) {
        this.snapshot = snapshot;
        this.owners = owners;
    }

    /// The same all day: only its age in days depends on the time.
    RegoObject of(int credential, long nowNs) {
        long created = snapshot.credentials().createdNs(credential);
        long ageDays =
                created == Snapshot.ABSENT_NS ? NO_AGE : Math.max(0, Math.floorDiv(nowNs - created, NANOS_PER_DAY));
        return cache.get((ageDays << Integer.SIZE) | credential, () -> build(credential, ageDays));
    }

    private RegoObject build(int credential, long ageDays) {
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
        if (ageDays != NO_AGE) {
            entries.put(Names.AGE_DAYS, ageDays);
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
