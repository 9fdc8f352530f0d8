package dev.portcullis.bridge.vault;

import dev.portcullis.bridge.pdp.Obligation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The obligations of an ALLOW, read: what the proxy must do before the client may have the answer.
///
/// @param decisionId of the ALLOW; empty when nobody was asked
/// @param maxTtl most seconds that what is handed out may live; 0 is no bound
/// @param wrap seconds the wrapping token may live; 0 is not wrapped
/// @param numUses how often the issued token may be used; 0 is no bound
/// @param tell whom to tell
record Duties(String decisionId, long maxTtl, long wrap, long numUses, List<Obligation> tell) {
    static final String NOTIFY = "notify";
    static final Duties NONE = new Duties("", 0, 0, 0, List.of());
    /// What this enforcement point meets at all.
    static final Set<String> TYPES = Set.of("max_ttl", "wrap", "num_uses", NOTIFY);

    Duties {
        tell = List.copyOf(tell);
    }

    /// The duties, or nothing when one of them cannot be met for this operation, or is not understood.
    static Optional<Duties> of(String decisionId, List<Obligation> obligations, VaultOperation operation) {
        long maxTtl = 0;
        long wrap = 0;
        long numUses = 0;
        List<Obligation> tell = new ArrayList<>();
        for (Obligation obligation : obligations) {
            long number = switch (obligation.type()) {
                case "max_ttl", "wrap" -> obligation.positive("seconds");
                case "num_uses" -> obligation.positive("count");
                case NOTIFY -> 1;
                default -> 0;
            };
            if (number == 0) {
                return Optional.empty();
            }
            switch (obligation.type()) {
                case "max_ttl" -> maxTtl = stricter(maxTtl, number);
                case "wrap" -> wrap = stricter(wrap, number);
                case "num_uses" -> numUses = stricter(numUses, number);
                default -> tell.add(obligation);
            }
        }
        Duties duties = new Duties(decisionId, maxTtl, wrap, numUses, tell);
        return duties.canBeMetFor(operation) ? Optional.of(duties) : Optional.empty();
    }

    /// A wrapped login cannot be looked at, so nothing else can be asked of it; a stored secret cannot count its uses.
    private boolean canBeMetFor(VaultOperation operation) {
        return switch (operation) {
            case VaultOperation.SecretRead _ -> numUses == 0;
            case VaultOperation.AppRoleLogin _ -> wrap == 0 || (maxTtl == 0 && numUses == 0);
            case VaultOperation.TokenLookup _, VaultOperation.MountLookup _ -> wrap == 0 && numUses == 0;
        };
    }

    private static long stricter(long present, long other) {
        return present == 0 ? other : Math.min(present, other);
    }
}
