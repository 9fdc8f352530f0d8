package dev.portcullis.pdp.log;

import dev.portcullis.pdp.decision.Effect;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Which records somebody wants to see; what is empty does not matter.
///
/// @param subject canonical id of who asked
/// @param since the first moment that counts
/// @param until the first moment that counts no more
public record RecordFilter(
        Optional<UUID> decision,
        Optional<Effect> effect,
        Optional<String> subject,
        Optional<Instant> since,
        Optional<Instant> until) {
    /// Whether a record is one of them.
    public boolean matches(StoredRecord record) {
        Instant time = Instant.ofEpochSecond(0, record.timeNs());
        return decision.map(record.decision().id()::equals).orElse(true)
                && effect.map(record.decision().verdict().effect()::equals).orElse(true)
                && subject.map(record.request().subject().id()::equals).orElse(true)
                && since.map(first -> !time.isBefore(first)).orElse(true)
                && until.map(time::isBefore).orElse(true);
    }
}
