package dev.portcullis.pdp.facts;

import dev.portcullis.rego.value.RegoNumber;
import dev.portcullis.rego.value.RegoObject;
import dev.portcullis.snapshot.Owners;
import dev.portcullis.snapshot.OwnershipColumns;
import dev.portcullis.snapshot.Snapshot;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// Who owns a node and whom to tell. Where no person is known but somebody stands in, only whom to tell is there.
final class OwnerBlock {
    private final Snapshot snapshot;

    OwnerBlock(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /// The owner of a node of any kind; null when nothing is known.
    @Nullable
    RegoObject of(int node) {
        OwnershipColumns ownership = ownership(node);
        if (ownership == null || !ownership.known(node)) {
            return null;
        }
        int owner = ownership.owner(node);
        Owners owners = snapshot.owners();
        if (owner == Snapshot.NONE) {
            return contact(new Entries(), ownership.standIn(node)).build();
        }
        Entries entries = new Entries()
                .put(Names.UID, owners.id(owner))
                .put(Names.EMAIL, owners.email(owner))
                .put(Names.STATUS, owners.status(owner))
                .put(Names.SCORE, score(ownership.score(node)));
        return contact(entries, owner).build();
    }

    /// The owner's id; null when no owner is known, even if somebody stands in.
    @Nullable
    String id(int node) {
        OwnershipColumns ownership = ownership(node);
        int owner = ownership == null ? Snapshot.NONE : ownership.owner(node);
        return owner == Snapshot.NONE ? null : snapshot.owners().id(owner);
    }

    private Entries contact(Entries entries, int owner) {
        Owners owners = snapshot.owners();
        return entries.put(Names.ACCOUNTABLE, owners.id(owners.accountable(owner)))
                .put(Names.ESCALATION, NodeIds.of(owners.escalation(owner), owners::id));
    }

    private @Nullable OwnershipColumns ownership(int node) {
        return switch (snapshot.kind(node)) {
            case IDENTITY -> snapshot.identities().ownership();
            case CREDENTIAL -> snapshot.credentials().ownership();
            case CONSUMER -> snapshot.consumers().ownership();
            case RESOURCE -> snapshot.resources().ownership();
            case STORAGE_LOCATION, OWNER, SYSTEM -> null;
        };
    }

    /// In plain digits, as people write it.
    private static RegoNumber score(double score) {
        return RegoNumber.parse(BigDecimal.valueOf(score).stripTrailingZeros().toPlainString());
    }
}
