package dev.portcullis.lineage.connector.vault;

import dev.portcullis.lineage.connector.Batch;
import dev.portcullis.lineage.connector.Connector;
import dev.portcullis.lineage.connector.ConnectorException;
import dev.portcullis.lineage.connector.vault.AuditEntry.Login;
import dev.portcullis.lineage.connector.vault.AuditEntry.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the audit log of one Vault or OpenBao cluster as uses of its secrets and roles
/// (docs/spec/vault-audit.md).
///
/// Every batch is partial: a log says what happened, never what is gone. Who stands behind a token is learnt
/// from its login only; metadata of other tokens may be of their creator's making. A request counts once,
/// when its response is there.
public final class VaultAuditConnector implements Connector {
    /// The name decisions see in `input.lineage.sources`. Not `vault`: that one lists what there is, and its
    /// listings would retire what the log said.
    public static final String SOURCE = "vault-audit";

    /// How many requests, and how many tokens, are remembered.
    private static final int REMEMBERED = 1 << 17;

    private static final int MAX_DEFERRED = 1 << 16;
    private static final int MAX_MESSAGES = 5;

    private final VaultAudit audit;
    private final AuditIds ids;
    private final AuditTail tail;
    private State state = new State();

    /// What lines taught since the start; as far as `delivered` it went into batches.
    private static final class State {
        private final UseLedger ledger = new UseLedger(SOURCE);
        private final Recent<String, Boolean> requests = new Recent<>(REMEMBERED);
        private final Recent<String, String> tokens = new Recent<>(REMEMBERED);
        private final List<AuditEntry> deferred = new ArrayList<>();
        private final List<String> skipped = new ArrayList<>();
        private long skippedLines;
        private long watermarkNs;
        private Batch.Cursor delivered = Batch.Cursor.START;
    }

    public VaultAuditConnector(VaultAudit audit) {
        this.audit = audit;
        this.ids = new AuditIds(audit);
        this.tail = new AuditTail(audit.file(), audit.maxLineBytes());
    }

    @Override
    public String name() {
        return audit.file().toString();
    }

    @Override
    public Batch fetch(Batch.Cursor cursor) throws ConnectorException {
        if (cursor.equals(Batch.Cursor.START) || !cursor.equals(state.delivered)) {
            tail.restart();
            state = new State();
        }
        tail.read(new AuditTail.Lines() {
            @Override
            public void line(byte[] utf8, String place) {
                take(utf8, place);
            }

            @Override
            public void skip(String place, String why) {
                VaultAuditConnector.this.skip(place, why);
            }
        });
        attributeDeferred();
        state.delivered = new Batch.Cursor(tail.position());
        return new Batch(
                SOURCE,
                state.ledger.takeChanged(),
                state.watermarkNs,
                Batch.Completeness.PARTIAL,
                state.delivered,
                takeSkipped());
    }

    private void take(byte[] utf8, String place) {
        try {
            AuditEntry entry = AuditEntryReader.read(utf8);
            state.watermarkNs = Math.max(state.watermarkNs, entry.timeNs());
            if (entry.answered() && state.requests.put(entry.requestId(), true) == null) {
                take(entry);
            }
        } catch (MalformedEntryException garbled) {
            skip(place, String.valueOf(garbled.getMessage()));
        }
    }

    private void take(AuditEntry entry) throws MalformedEntryException {
        Login login = entry.login();
        if (login != null) {
            learn(entry, login);
        }
        if (entry.outcome() == Outcome.NOTHING || ids.thing(entry.target()) == null) {
            return;
        }
        String accessor = entry.who().accessor();
        boolean known = accessor == null || state.tokens.get(accessor) != null;
        if (known || state.deferred.size() == MAX_DEFERRED) {
            attribute(entry);
        } else {
            state.deferred.add(entry);
        }
    }

    private void learn(AuditEntry entry, Login login) throws MalformedEntryException {
        String identity = ids.identity(entry.target(), login);
        if (identity == null) {
            return;
        }
        if (login.who().accessor() != null) {
            state.tokens.put(login.who().accessor(), identity);
        }
        if (login.who().entity() != null) {
            state.ledger.alias(identity, ids.entity(login.who().entity()), entry.timeNs(), reference(entry));
        }
    }

    /// Lines of concurrent requests are not in order: a login may stand behind the first use of its token.
    private void attributeDeferred() {
        for (AuditEntry entry : state.deferred) {
            try {
                attribute(entry);
            } catch (MalformedEntryException impossible) {
                throw new AssertionError("BUG: the ids of this entry were made before", impossible);
            }
        }
        state.deferred.clear();
    }

    private void attribute(AuditEntry entry) throws MalformedEntryException {
        String thing = ids.thing(entry.target());
        if (thing != null) {
            boolean denied = entry.outcome() == Outcome.DENIED;
            state.ledger.use(thing, consumer(entry.who()), denied, entry.timeNs(), reference(entry));
        }
    }

    /// Who logged in for a token; of a token whose login nobody saw, the entity; null for a token of nobody.
    private @Nullable String consumer(AuditEntry.Who who) throws MalformedEntryException {
        String identity = who.accessor() == null ? null : state.tokens.get(who.accessor());
        if (identity != null) {
            return identity;
        }
        return who.entity() == null ? null : ids.entity(who.entity());
    }

    private String reference(AuditEntry entry) {
        return "audit of " + audit.cluster() + ", request " + entry.requestId();
    }

    private void skip(String place, String why) {
        state.skippedLines++;
        if (state.skipped.size() < MAX_MESSAGES) {
            state.skipped.add(place + ": " + why + ", the line is skipped");
        }
    }

    private List<String> takeSkipped() {
        var messages = new ArrayList<>(state.skipped);
        if (state.skippedLines > messages.size()) {
            messages.add(name() + ": " + (state.skippedLines - messages.size()) + " more lines are skipped");
        }
        state.skipped.clear();
        state.skippedLines = 0;
        return messages;
    }
}
