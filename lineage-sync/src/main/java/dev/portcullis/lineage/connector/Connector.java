package dev.portcullis.lineage.connector;

/// Reads one source, or one part of it, as evidence. Read-only; every implementation passes `ConnectorContract`.
public interface Connector {
    /// A name unique among all connectors of a process, for messages: a file, an account, an endpoint.
    String name();

    /// Reads what is new since a cursor, from the start with [Batch.Cursor#START]. A connector that cannot read
    /// everything it meant to either fails or says PARTIAL, so that nothing is retired because of it.
    ///
    /// @throws ConnectorException when nothing of the read may be used
    Batch fetch(Batch.Cursor cursor) throws ConnectorException;
}
