package dev.portcullis.lineage.connector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import org.junit.jupiter.api.Test;

/// What every connector owes the graph. Extend it, give it a connector whose source does not change during the
/// test and has something to say.
public abstract class ConnectorContract {
    /// A connector that was never read from; each call gives one on the same source.
    protected abstract Connector connector();

    @Test
    void startBringsEverythingEveryTime() throws Exception {
        Connector connector = connector();
        Batch first = connector.fetch(Batch.Cursor.START);
        assertFalse(first.evidence().isEmpty());
        assertEquals(first, connector.fetch(Batch.Cursor.START));
        assertEquals(first, connector().fetch(Batch.Cursor.START));
    }

    @Test
    void nothingNewBringsNoEvidenceAndRetiresNothing() throws Exception {
        Connector connector = connector();
        Batch first = connector.fetch(Batch.Cursor.START);
        Batch second = connector.fetch(first.next());
        assertTrue(second.evidence().isEmpty());
        assertEquals(Batch.Completeness.PARTIAL, second.completeness());
        assertEquals(first.source(), second.source());
        assertEquals(first.watermarkNs(), second.watermarkNs());
    }

    @Test
    void everyKeyOccursOnceInABatch() throws Exception {
        Batch batch = connector().fetch(Batch.Cursor.START);
        var keys = new HashSet<Evidence.Key>();
        for (Evidence item : batch.evidence()) {
            assertTrue(keys.add(item.key()), () -> "twice: " + item.key());
        }
    }

    @Test
    void everyPieceOfEvidenceSaysWhereItIsFrom() throws Exception {
        for (Evidence item : connector().fetch(Batch.Cursor.START).evidence()) {
            assertFalse(item.reference().isBlank());
        }
    }

    @Test
    void nameIsStable() {
        assertEquals(connector().name(), connector().name());
    }
}
