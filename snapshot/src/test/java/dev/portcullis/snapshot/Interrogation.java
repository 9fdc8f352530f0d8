package dev.portcullis.snapshot;

import java.util.ArrayList;
import java.util.List;

/// Asks a snapshot everything that can be asked: every row, every edge from both ends, every reach, every look-up of
/// the ids it holds and of some it does not. An answer may be nonsense, for a trusted signer may write nonsense; but
/// there must be one.
final class Interrogation {
    private static final List<String> STRANGERS = List.of("", "?", "aws:role:1/unknown", "\uD83D\uDE00", "\uFFFF");

    private final Snapshot snapshot;
    private long slowestNanos;

    Interrogation(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /// @return how long the slowest look-up took
    /// @throws AssertionError when the answers do not even agree in number
    long run() {
        SnapshotContent content = snapshot.toContent();
        if (content.nodes().size() != snapshot.nodes()) {
            throw new AssertionError(
                    "there are " + content.nodes().size() + " rows for " + snapshot.nodes() + " nodes");
        }
        List<String> ids = new ArrayList<>(STRANGERS);
        for (int node = 0; node < snapshot.nodes(); node++) {
            ids.add(snapshot.id(node));
            edges(node);
            reach(node);
        }
        content.findings().forEach(finding -> ids.add(finding.subject()));
        ids.forEach(this::lookUps);
        return slowestNanos;
    }

    private void edges(int node) {
        for (Edge.Kind kind : Edge.Kind.values()) {
            ends(snapshot.edges(kind).sources(node));
            ends(snapshot.edges(kind).targets(node));
        }
    }

    private void ends(EdgeList edges) {
        for (int i = 0; i < edges.size(); i++) {
            snapshot.id(edges.node(i));
        }
    }

    private void reach(int thing) {
        for (int consumer = Snapshot.NONE; consumer < snapshot.nodes(); consumer += 1 + snapshot.nodes() / 8) {
            ReachSet set = snapshot.reach(thing, consumer);
            for (int i = 0; set != null && i < set.size(); i++) {
                snapshot.id(set.resource(i));
                snapshot.string(set.access(i));
                snapshot.string(set.verdict(i));
            }
        }
    }

    private void lookUps(String id) {
        timed(() -> snapshot.node(id));
        timed(() -> snapshot.stringId(id));
        timed(() -> snapshot.findings(id));
        for (BaselineTuple.Level level : BaselineTuple.Level.values()) {
            timed(() -> snapshot.baseline(level, id, SampleContent.SETTLE, 0));
        }
        for (NodeKind kind : NodeKind.values()) {
            timed(() -> snapshot.node(kind, id));
            timed(() -> snapshot.table(kind).startingWith(id));
        }
    }

    private void timed(Runnable lookUp) {
        long begin = System.nanoTime();
        lookUp.run();
        slowestNanos = Math.max(slowestNanos, System.nanoTime() - begin);
    }
}
