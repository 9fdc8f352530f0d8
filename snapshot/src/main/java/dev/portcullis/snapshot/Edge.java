package dev.portcullis.snapshot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A directed edge of the lineage graph. Both ends are node ids of the kinds that the edge kind names; where an id
/// names an [Node.Identity] and an [Node.Owner] and both are allowed, the identity is meant.
///
/// @param kind which ends it may have
/// @param from where it begins, a node id
/// @param to where it ends, a node id
/// @param via how it came to be, where that matters: `ambient` on CONSUMED_BY when the consumer merely inherited the
/// credential
public record Edge(
        Kind kind, String from, String to, @Nullable String via) {
    /// Edge kinds with their ends. The ordinal is part of the file format: append only.
    public enum Kind {
        /// Credential to Identity or Resource: who issued it.
        ISSUED_BY(List.of(NodeKind.CREDENTIAL), List.of(NodeKind.IDENTITY, NodeKind.RESOURCE)),
        /// Credential to Identity: whom it logs in.
        AUTHENTICATES(List.of(NodeKind.CREDENTIAL), List.of(NodeKind.IDENTITY)),
        /// Credential to StorageLocation.
        STORED_IN(List.of(NodeKind.CREDENTIAL), List.of(NodeKind.STORAGE_LOCATION)),
        /// Credential or Resource (a role that issues) to Consumer.
        CONSUMED_BY(List.of(NodeKind.CREDENTIAL, NodeKind.RESOURCE), List.of(NodeKind.CONSUMER)),
        /// Consumer to Identity.
        RUNS_AS(List.of(NodeKind.CONSUMER), List.of(NodeKind.IDENTITY)),
        /// Consumer to Identity or Consumer: whose session or process it shares.
        BOUND_TO(List.of(NodeKind.CONSUMER), List.of(NodeKind.IDENTITY, NodeKind.CONSUMER)),
        /// Identity to Identity.
        ASSUMES(List.of(NodeKind.IDENTITY), List.of(NodeKind.IDENTITY)),
        /// Identity to Identity of another system.
        FEDERATES_TO(List.of(NodeKind.IDENTITY), List.of(NodeKind.IDENTITY)),
        /// Identity or Owner to Identity or Owner.
        MEMBER_OF(List.of(NodeKind.IDENTITY, NodeKind.OWNER), List.of(NodeKind.IDENTITY, NodeKind.OWNER)),
        /// Identity to Resource as the source states it; never traversed for decisions.
        GRANTS(List.of(NodeKind.IDENTITY), List.of(NodeKind.RESOURCE)),
        /// Identity or Credential to Resource, computed.
        REACHES(List.of(NodeKind.IDENTITY, NodeKind.CREDENTIAL), List.of(NodeKind.RESOURCE)),
        /// Identity to Consumer, computed: may change its code.
        CAN_CONTROL(List.of(NodeKind.IDENTITY), List.of(NodeKind.CONSUMER)),
        /// Any node to Owner.
        OWNED_BY(List.of(NodeKind.values()), List.of(NodeKind.OWNER));

        private final int from;
        private final int to;

        Kind(List<NodeKind> from, List<NodeKind> to) {
            this.from = bits(from);
            this.to = bits(to);
        }

        /// Whether an edge of this kind may begin at a node of that kind.
        public boolean mayBeginAt(NodeKind kind) {
            return (from >>> kind.number() & 1) == 1;
        }

        /// Whether an edge of this kind may end at a node of that kind.
        public boolean mayEndAt(NodeKind kind) {
            return (to >>> kind.number() & 1) == 1;
        }

        private static int bits(List<NodeKind> kinds) {
            int bits = 0;
            for (NodeKind kind : kinds) {
                bits |= 1 << kind.number();
            }
            return bits;
        }
    }
}
