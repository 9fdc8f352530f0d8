package dev.portcullis.lineage.sync;

import dev.portcullis.snapshot.SnapshotContent;
import dev.portcullis.snapshot.SnapshotVersion;

/// Where snapshots go.
public interface Publisher {
    /// Takes the next version: later than every one taken before, also after a restart.
    ///
    /// @throws PublishException when that cannot be guaranteed
    SnapshotVersion next() throws PublishException;

    /// Makes a snapshot visible to its readers, whole or not at all.
    ///
    /// @return its size in bytes
    /// @throws PublishException when it cannot be written; readers then still see the one before
    long publish(SnapshotContent content) throws PublishException;

    /// A snapshot could not be published. The message is one line for an operator.
    final class PublishException extends Exception {
        private static final long serialVersionUID = 1L;

        public PublishException(String message) {
            super(message, null, false, false);
        }
    }
}
