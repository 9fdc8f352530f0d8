package dev.portcullis.pdp.facts;

import dev.portcullis.pdp.decision.ActiveState;
import dev.portcullis.snapshot.Snapshot;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Looks for published snapshots and swaps them in, off the decision path. A snapshot that is not acceptable
/// leaves the active one as it is. The map of a replaced snapshot is closed once the last decision has given its
/// lease back.
public final class SnapshotWatcher implements AutoCloseable {
    private static final Set<String> LASTING =
            Set.of("corrupt", "too_old", "too_new", "expired", "rolled_back", "internal");

    private final SnapshotSource source;
    private final ActiveState active;
    private final InstantSource clock;
    private final SnapshotEvents events;
    private final List<LineageFacts> retired = new ArrayList<>();
    private @Nullable Thread thread;
    private volatile boolean closed;
    private @Nullable Seen decided;
    private @Nullable Rejection told;

    /// The files that a look found.
    private record Seen(FileStamp snapshot, FileStamp trust) {}

    private record Rejection(@Nullable Seen seen, String code, String message) {}

    public SnapshotWatcher(SnapshotSource source, ActiveState active, InstantSource clock, SnapshotEvents events) {
        this.source = source;
        this.active = active;
        this.clock = clock;
        this.events = events;
    }

    /// Looks now, on the caller's thread, and then again and again after each interval on a thread of its own.
    public void start(Duration interval) {
        look();
        thread = Thread.ofPlatform().daemon().name("snapshot-watcher").start(() -> watch(interval));
    }

    private void watch(Duration interval) {
        try {
            while (!closed) {
                Thread.sleep(interval);
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Looks once: activates what is new, closes what nobody reads any more.
    public synchronized void look() {
        retired.removeIf(LineageFacts::closeIfIdle);
        Seen seen = null;
        try {
            seen = new Seen(FileStamp.of(source.file()), FileStamp.of(source.trustFile()));
            if (!seen.equals(decided)) {
                activate(seen);
            }
        } catch (RejectedSnapshotException e) {
            tell(new Rejection(seen, e.code(), String.valueOf(e.getMessage())));
        } catch (IOException e) {
            tell(new Rejection(seen, "unreadable", source.file() + ": cannot be read: " + e.getMessage()));
        } catch (RuntimeException | Error fault) {
            // Whatever it is, the watcher has to go on looking: the next snapshot may be the cure.
            tell(new Rejection(seen, "internal", "cannot activate the snapshot: " + fault));
        }
    }

    private void activate(Seen seen) throws RejectedSnapshotException {
        if (!seen.snapshot().exists()) {
            throw new RejectedSnapshotException("missing", source.file() + ": no such file");
        }
        long started = System.nanoTime();
        Snapshot snapshot = source.open(clock.instant());
        LineageFacts facts = new LineageFacts(snapshot);
        boolean swapped = false;
        try {
            if (active.swapFacts(facts) instanceof LineageFacts previous) {
                previous.retire();
                retired.add(previous);
            }
            swapped = true;
        } finally {
            if (!swapped) {
                snapshot.close();
            }
        }
        decided = seen;
        told = null;
        events.activated(facts.version(), snapshot.keyId(), System.nanoTime() - started);
    }

    /// A cause that time may cure, such as a full disk, is tried again at every look but told once. Any other
    /// waits for another file.
    private void tell(Rejection rejection) {
        if (LASTING.contains(rejection.code())) {
            decided = rejection.seen();
        }
        if (!Objects.equals(rejection, told)) {
            told = rejection;
            events.rejected(rejection.code(), rejection.message());
        }
    }

    /// Stops looking. The active snapshot stays.
    @Override
    public void close() {
        closed = true;
        if (thread != null) {
            thread.interrupt();
        }
    }
}
