package dev.portcullis.lineage.connector;

final class InMemoryConnectorTest extends ConnectorContract {
    @Override
    protected Connector connector() {
        return new InMemoryConnector("memory")
                .then(Batches.complete(
                        "vault", 10, Batches.at(5, new NodeFact.SystemInstance("vault:cluster:a", null))));
    }
}
