package dev.portcullis.pdp.facts;

import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.snapshot.Owners;
import dev.portcullis.snapshot.OwnershipColumns;
import dev.portcullis.snapshot.Snapshot;
import java.math.BigDecimal;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Who owns a node and whom to tell. Where no person is known but somebody stands in, only whom to tell is there.
final class OwnerBlock {
    private final Snapshot snapshot;
    private final BlockCache cache = new BlockCache();

    OwnerBlock(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /// Who owns one node.
    ///
    /// @param owner [Snapshot#NONE] when somebody stands in
    /// @param standIn [Snapshot#NONE] when an owner is known
    private record Owned(int owner, int standIn, double score) {
        boolean sameAs(Owned other) {
            return owner == other.owner && standIn == other.standIn;
        }
    }

    /// The owner of a node of any kind; null when nothing is known.
    @Nullable
    RegoObject of(int node) {
        Owned owned = owned(node);
        return owned == null ? null : cache.get(node, () -> block(owned));
    }

    /// The owner all these nodes have in common, with the lowest of the scores; null when there is none.
    ///
    /// @param nodes at least one
    @Nullable
    RegoObject common(IntStream nodes) {
        Owned common = null;
        for (int node : nodes.toArray()) {
            Owned owned = owned(node);
            if (owned == null || (common != null && !owned.sameAs(common))) {
                return null;
            }
            common = common == null || owned.score() < common.score() ? owned : common;
        }
        return common == null ? null : block(common);
    }

    /// The owner's id; null when no owner is known, even if somebody stands in.
    @Nullable
    String id(int node) {
        int owner = owner(node);
        return owner == Snapshot.NONE ? null : snapshot.owners().id(owner);
    }

    /// The owner's node; [Snapshot#NONE] as in [#id].
    int owner(int node) {
        Owned owned = owned(node);
        return owned == null ? Snapshot.NONE : owned.owner();
    }

    private @Nullable Owned owned(int node) {
        OwnershipColumns ownership = switch (snapshot.kind(node)) {
            case IDENTITY -> snapshot.identities().ownership();
            case CREDENTIAL -> snapshot.credentials().ownership();
            case CONSUMER -> snapshot.consumers().ownership();
            case RESOURCE -> snapshot.resources().ownership();
            case STORAGE_LOCATION, OWNER, SYSTEM -> null;
        };
        return ownership == null || !ownership.known(node)
                ? null
                : new Owned(ownership.owner(node), ownership.standIn(node), ownership.score(node));
    }

    private RegoObject block(Owned owned) {
        Owners owners = snapshot.owners();
        Entries entries = new Entries();
        int contact = owned.standIn();
        if (owned.owner() != Snapshot.NONE) {
            contact = owned.owner();
            entries.put(Names.UID, owners.id(contact))
                    .put(Names.EMAIL, owners.email(contact))
                    .put(Names.STATUS, owners.status(contact))
                    .put(Names.SCORE, score(owned.score()));
        }
        return entries.put(Names.ACCOUNTABLE, owners.id(owners.accountable(contact)))
                .put(Names.ESCALATION, NodeIds.of(owners.escalation(contact), owners::id))
                .build();
    }

    /// In plain digits, as people write it.
    private static RegoNumber score(double score) {
        return RegoNumber.parse(BigDecimal.valueOf(score).stripTrailingZeros().toPlainString());
    }
}
