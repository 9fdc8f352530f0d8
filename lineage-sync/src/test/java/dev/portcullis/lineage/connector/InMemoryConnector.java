package dev.portcullis.lineage.connector;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// A connector that plays back what a test queued: batches, and failures between them. The last batch stays.
public final class InMemoryConnector implements Connector {
    private final String name;
    private final Deque<Read> reads = new ArrayDeque<>();

    private sealed interface Read {
        record Brings(Batch batch) implements Read {}

        record Fails(String message) implements Read {}
    }

    public InMemoryConnector(String name) {
        this.name = name;
    }

    public InMemoryConnector then(Batch batch) {
        reads.add(new Read.Brings(batch));
        return this;
    }

    public InMemoryConnector thenFails(String message) {
        reads.add(new Read.Fails(message));
        return this;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Batch fetch(Batch.Cursor cursor) throws ConnectorException {
        Read read = reads.size() > 1 ? reads.removeFirst() : reads.getFirst();
        return switch (read) {
            case Read.Brings brings
            when brings.batch().next().equals(cursor) ->
                new Batch(
                        brings.batch().source(),
                        List.of(),
                        brings.batch().watermarkNs(),
                        Batch.Completeness.PARTIAL,
                        cursor);
            case Read.Brings brings -> brings.batch();
            case Read.Fails fails -> throw new ConnectorException(fails.message());
        };
    }
}
