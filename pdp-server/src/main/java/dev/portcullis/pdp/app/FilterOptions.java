package dev.portcullis.pdp.app;

import dev.portcullis.pdp.decision.Effect;
import dev.portcullis.pdp.log.RecordFilter;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import picocli.CommandLine.Option;

/// Flags that say which decisions are to be shown.
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class FilterOptions {
    @Option(names = "--id", paramLabel = "UUID", description = "Only the decision with this id.")
    private Optional<UUID> id;

    @Option(names = "--effect", paramLabel = "EFFECT", description = "Only ALLOW or only DENY.")
    private Optional<Effect> effect;

    @Option(names = "--subject", paramLabel = "ID", description = "Only what this subject asked.")
    private Optional<String> subject;

    @Option(names = "--since", paramLabel = "TIME", description = "Only from this moment on, RFC 3339.")
    private Optional<Instant> since;

    @Option(names = "--until", paramLabel = "TIME", description = "Only before this moment, RFC 3339.")
    private Optional<Instant> until;

    RecordFilter filter() {
        return new RecordFilter(id, effect, subject, since, until);
    }
}
