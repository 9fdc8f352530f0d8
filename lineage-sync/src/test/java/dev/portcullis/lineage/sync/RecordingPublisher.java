package dev.portcullis.lineage.sync;

import dev.portcullis.snapshot.SnapshotContent;
import dev.portcullis.snapshot.SnapshotVersion;
import java.util.ArrayList;
import java.util.List;

/// Keeps what is published, in memory, and refuses when told to.
final class RecordingPublisher implements Publisher {
    final List<SnapshotContent> published = new ArrayList<>();
    boolean refuses;
    private long seq = 100;

    @Override
    public SnapshotVersion next() {
        return new SnapshotVersion(7, seq++);
    }

    @Override
    public long publish(SnapshotContent content) throws PublishException {
        if (refuses) {
            throw new PublishException("disk full");
        }
        published.add(content);
        return 1;
    }
}
