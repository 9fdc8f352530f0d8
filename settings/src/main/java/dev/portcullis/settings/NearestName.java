package dev.portcullis.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// The known name that a mistyped one was probably meant to be.
final class NearestName {
    private NearestName() {}

    /// The known name with the fewest edits, when those are few for its length.
    static Optional<String> of(String typed, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt((String name) -> edits(typed, name))
                        .thenComparing(name -> name))
                .filter(name -> edits(typed, name) <= Math.max(2, name.length() / 3));
    }

    /// Insertions, deletions and replacements between two names (Levenshtein).
    private static int edits(String left, String right) {
        int[] row = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int replaced = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[right.length()];
    }
}
