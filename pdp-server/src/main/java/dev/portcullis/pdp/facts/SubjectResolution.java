package dev.portcullis.pdp.facts;

import dev.portcullis.snapshot.Edge;
import dev.portcullis.snapshot.EdgeList;
import dev.portcullis.snapshot.NodeKind;
import dev.portcullis.snapshot.Snapshot;

/// Finds the consumer behind a subject: the consumer of that id, or the one live consumer that runs as the
/// identity of that id or logs in with an active credential of it. With two of them nobody can say which one is
/// asking, and a guess would lend one the familiarity of the other.
final class SubjectResolution {
    private static final int SEVERAL = -2;

    private final Snapshot snapshot;
    private final NodeFindings findings;
    private final int active;

    SubjectResolution(Snapshot snapshot, NodeFindings findings) {
        this.snapshot = snapshot;
        this.findings = findings;
        this.active = snapshot.stringId("active");
    }

    /// The consumer's node number; [Snapshot#NONE] when none or several come into question.
    int consumer(String subject) {
        int node = snapshot.node(subject);
        if (node == Snapshot.NONE) {
            return Snapshot.NONE;
        }
        if (snapshot.kind(node) == NodeKind.CONSUMER) {
            return node;
        }
        if (snapshot.kind(node) != NodeKind.IDENTITY) {
            return Snapshot.NONE;
        }
        int only = only(Snapshot.NONE, snapshot.edges(Edge.Kind.RUNS_AS).sources(node));
        EdgeList credentials = snapshot.edges(Edge.Kind.AUTHENTICATES).sources(node);
        for (int i = 0; i < credentials.size() && only != SEVERAL; i++) {
            int credential = credentials.node(i);
            if (snapshot.credentials().statusString(credential) == active) {
                only = only(only, snapshot.edges(Edge.Kind.CONSUMED_BY).targets(credential));
            }
        }
        return only == SEVERAL ? Snapshot.NONE : only;
    }

    /// The one live consumer among those found so far and these.
    private int only(int before, EdgeList consumers) {
        int only = before;
        for (int i = 0; i < consumers.size(); i++) {
            int consumer = consumers.node(i);
            if (consumer != only && !findings.hasTombstone(consumer)) {
                if (only != Snapshot.NONE) {
                    return SEVERAL;
                }
                only = consumer;
            }
        }
        return only;
    }
}
