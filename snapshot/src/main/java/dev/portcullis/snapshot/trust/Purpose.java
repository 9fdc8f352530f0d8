package dev.portcullis.snapshot.trust;

import java.util.Optional;

/// What a key may sign. A key for one purpose is worthless for another.
public enum Purpose {
    /// Snapshot files.
    SNAPSHOT("snapshot"),
    /// Policy bundles.
    BUNDLE("bundle"),
    /// Sealed segments and checkpoints of the decision log.
    LOG("log");

    private final String word;

    Purpose(String word) {
        this.word = word;
    }

    /// The word that stands for the purpose in a trust file.
    public String word() {
        return word;
    }

    /// The purpose of this word; empty when there is none.
    public static Optional<Purpose> of(String word) {
        for (Purpose purpose : values()) {
            if (purpose.word.equals(word)) {
                return Optional.of(purpose);
            }
        }
        return Optional.empty();
    }
}
