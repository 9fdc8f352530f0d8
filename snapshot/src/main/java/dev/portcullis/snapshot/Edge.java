package dev.portcullis.snapshot;

import org.jspecify.annotations.Nullable;

/// A directed edge of the lineage graph. Both ends are node ids of the kinds that the edge kind names.
///
/// @param via how it came to be, where that matters: `ambient` on CONSUMED_BY when the consumer merely inherited the
/// credential
public record Edge(
        Kind kind, String from, String to, @Nullable String via) {
    /// Edge kinds with their ends. The ordinal is part of the file format: append only.
    public enum Kind {
        /// Credential to Identity or Resource: who issued it.
        ISSUED_BY,
        /// Credential to Identity: whom it logs in.
        AUTHENTICATES,
        /// Credential to StorageLocation.
        STORED_IN,
        /// Credential or Resource (a role that issues) to Consumer.
        CONSUMED_BY,
        /// Consumer to Identity.
        RUNS_AS,
        /// Consumer to Identity or Consumer: whose session or process it shares.
        BOUND_TO,
        /// Identity to Identity.
        ASSUMES,
        /// Identity to Identity of another system.
        FEDERATES_TO,
        /// Identity or Owner to Identity or Owner.
        MEMBER_OF,
        /// Identity to Resource as the source states it; never traversed for decisions.
        GRANTS,
        /// Identity or Credential to Resource, computed.
        REACHES,
        /// Identity to Consumer, computed: may change its code.
        CAN_CONTROL,
        /// Any node to Owner.
        OWNED_BY
    }
}
