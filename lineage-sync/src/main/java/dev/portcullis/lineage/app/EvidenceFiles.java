package dev.portcullis.lineage.app;

import dev.portcullis.lineage.connector.Connector;
import dev.portcullis.lineage.connector.ConnectorException;
import dev.portcullis.lineage.connector.FileConnector;
import dev.portcullis.lineage.connector.Limits;
import dev.portcullis.lineage.connector.vault.VaultAudit;
import dev.portcullis.lineage.connector.vault.VaultAuditConnector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The evidence files an operator named, or put into a directory that was named, and the audit log. A file that was
/// there once stays a
/// source: when it is gone, that source cannot be read, which is not the same as having nothing to say.
final class EvidenceFiles {
    private static final String SUFFIX = ".ndjson";

    private final List<Path> named;
    private final @Nullable Connector audit;
    private final SortedMap<String, Connector> connectors = new TreeMap<>();

    /// @param audit the audit log to follow; null when there is none
    EvidenceFiles(List<Path> named, @Nullable VaultAudit audit) {
        this.named = List.copyOf(named);
        this.audit = audit == null ? null : new VaultAuditConnector(audit);
    }

    /// A connector for each file there is or was, by name.
    ///
    /// @throws ConnectorException when something named does not exist, or a directory has no evidence
    List<Connector> connectors() throws ConnectorException {
        for (Path path : named) {
            if (Files.isDirectory(path)) {
                addAll(path);
            } else {
                add(path);
            }
        }
        var all = new ArrayList<>(connectors.values());
        if (audit != null) {
            all.add(audit);
        }
        return List.copyOf(all);
    }

    private void addAll(Path directory) throws ConnectorException {
        List<Path> files;
        try (Stream<Path> entries = Files.list(directory)) {
            files = entries.filter(entry -> entry.toString().endsWith(SUFFIX)).toList();
        } catch (IOException unreadable) {
            throw new ConnectorException(directory + ": cannot be read");
        }
        if (files.isEmpty() && connectors.isEmpty()) {
            throw new ConnectorException(directory + ": has no file `*" + SUFFIX + "`");
        }
        files.forEach(this::add);
    }

    private void add(Path file) {
        connectors.computeIfAbsent(file.toString(), name -> new FileConnector(file, Limits.DEFAULT));
    }
}
