package dev.portcullis.bridge.vault;

import dev.portcullis.bridge.pdp.Obligation;
import dev.portcullis.bridge.pdp.PropertyValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The obligations of an ALLOW, read: what the proxy must do before the client may have the answer.
///
/// @param decisionId of the decision; empty when nobody was asked
/// @param maxTtl most seconds that what is handed out may live; 0 is no bound
/// @param wrap seconds the wrapping token may live; 0 is not wrapped
/// @param numUses how often the issued token may be used; 0 is no bound
/// @param cidrs from where the issued token may be used; empty is no bound
/// @param tell whom to tell
record Duties(String decisionId, long maxTtl, long wrap, long numUses, List<Cidr> cidrs, List<Obligation> tell) {
    static final String NOTIFY = "notify";
    /// What this enforcement point meets at all.
    static final Set<String> TYPES = Set.of("max_ttl", "wrap", "num_uses", "bound_cidrs", NOTIFY);

    Duties {
        cidrs = List.copyOf(cidrs);
        tell = List.copyOf(tell);
    }

    /// Nothing but to pass the request on.
    static Duties none(String decisionId) {
        return new Duties(decisionId, 0, 0, 0, List.of(), List.of());
    }

    /// The duties, or nothing when one of them cannot be met for this operation, or is not understood. Of two bounds
    /// the stricter holds; two lists of addresses are not understood.
    static Optional<Duties> of(String decisionId, List<Obligation> obligations, VaultOperation operation) {
        Duties duties = none(decisionId);
        for (Obligation obligation : obligations) {
            Optional<Duties> more = duties.and(obligation);
            if (more.isEmpty()) {
                return Optional.empty();
            }
            duties = more.get();
        }
        return duties.canBeMetFor(operation) ? Optional.of(duties) : Optional.empty();
    }

    private Optional<Duties> and(Obligation obligation) {
        long seconds = obligation.positive("seconds");
        long count = obligation.positive("count");
        return switch (obligation.type()) {
            case "max_ttl" -> only(seconds > 0, stricter(maxTtl, seconds), wrap, numUses, cidrs, tell);
            case "wrap" -> only(seconds > 0, maxTtl, stricter(wrap, seconds), numUses, cidrs, tell);
            case "num_uses" -> only(count > 0, maxTtl, wrap, stricter(numUses, count), cidrs, tell);
            case "bound_cidrs" -> {
                List<Cidr> blocks = blocks(obligation);
                yield only(cidrs.isEmpty() && !blocks.isEmpty(), maxTtl, wrap, numUses, blocks, tell);
            }
            case NOTIFY -> {
                List<Obligation> more = new ArrayList<>(tell);
                more.add(obligation);
                yield only(true, maxTtl, wrap, numUses, cidrs, more);
            }
            default -> Optional.empty();
        };
    }

    private Optional<Duties> only(
            boolean understood, long ttl, long wrapped, long uses, List<Cidr> blocks, List<Obligation> told) {
        return understood ? Optional.of(new Duties(decisionId, ttl, wrapped, uses, blocks, told)) : Optional.empty();
    }

    /// Empty when there is none, or one that is not understood.
    private static List<Cidr> blocks(Obligation obligation) {
        List<Cidr> blocks = new ArrayList<>();
        if (obligation.properties().get("cidrs") instanceof PropertyValue.Values(List<PropertyValue> values)) {
            for (PropertyValue value : values) {
                Optional<Cidr> block =
                        value instanceof PropertyValue.Text(String text) ? Cidr.of(text) : Optional.empty();
                if (block.isEmpty()) {
                    return List.of();
                }
                blocks.add(block.get());
            }
        }
        return blocks;
    }

    /// Whether a token that is issued has bounds of its own.
    boolean boundToken() {
        return maxTtl > 0 || numUses > 0 || !cidrs.isEmpty();
    }

    /// A wrapped login cannot be looked at, so nothing else can be asked of it; a stored secret cannot count its uses,
    /// nor know where it is used.
    private boolean canBeMetFor(VaultOperation operation) {
        return switch (operation) {
            case VaultOperation.SecretRead _ -> numUses == 0 && cidrs.isEmpty();
            case VaultOperation.AppRoleLogin _ -> wrap == 0 || !boundToken();
            case VaultOperation.TokenLookup _, VaultOperation.MountLookup _ ->
                wrap == 0 && numUses == 0 && cidrs.isEmpty();
        };
    }

    private static long stricter(long present, long other) {
        return present == 0 ? other : Math.min(present, other);
    }
}
