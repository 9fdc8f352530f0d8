/// The audit log of Vault or OpenBao as a source: [VaultAuditConnector] follows one file. What it takes from
/// a line and what it leaves there is in docs/spec/vault-audit.md.
@org.jspecify.annotations.NullMarked
package dev.portcullis.lineage.connector.vault;
